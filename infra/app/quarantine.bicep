metadata description = 'Where browsers send files, until somebody has looked at them: the one account that anybody on the internet may write to, with an address that was signed for one file. Nothing else is kept in it.'

@description('Required. The region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The account\'s name.')
param name string

@description('Required. How often everything is kept.')
param sku string

@description('Required. The pages that may upload.')
param portalOrigins array

@description('Required. Where diagnostics go.')
param workspaceId string

@description('Required. The function app\'s identity.')
param appPrincipalId string

var blobContributor = 'ba92f5b4-2d11-453d-a403-e29a26066f93'

module account 'account.bicep' = {
  name: 'quarantine-account'
  params: {
    location: location
    tags: tags
    name: name
    sku: sku
    containers: filter(loadJsonContent('../storage.json').containers, one => contains(one, 'account'))
    uploadOrigins: portalOrigins
    // People's browsers are in no network of ours.
    privateNetwork: false
    workspaceId: workspaceId
    rights: [
      { role: blobContributor, principal: appPrincipalId, type: 'ServicePrincipal', why: 'The function app signs addresses to send a file to, with a user delegation key, reads what came, and deletes it.' }
    ]
  }
}

output id string = account.outputs.id
output name string = account.outputs.name
output blobOrigin string = account.outputs.blobOrigin
