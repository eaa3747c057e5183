metadata description = 'Who the function app is: one identity, to which every right is given by name.'

@description('Required. The region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The identity\'s name.')
param name string

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

output id string = app.id
output clientId string = app.properties.clientId
output principalId string = app.properties.principalId
