metadata description = 'The search service over services and content.'

@description('Required. The region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The service\'s name.')
param name string

@description('Required. basic or standard.')
param sku string

@description('Required. Replicas: two stand one failing for reading, three for writing.')
param replicas int

@description('Required. Whether it is reached through private endpoints alone.')
param privateNetwork bool

@description('Required. Where diagnostics go.')
param workspaceId string

@description('Required. The function app\'s identity.')
param appPrincipalId string

var indexContributor = '8ebe5a00-799e-43f5-93ac-243d3dce84a7'

resource service 'Microsoft.Search/searchServices@2025-05-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  properties: {
    replicaCount: replicas
    partitionCount: 1
    disableLocalAuth: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
  }
}

resource indexes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(service.id, appPrincipalId, indexContributor)
  scope: service
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', indexContributor)
    description: 'The function app writes what was published into the index, and searches it.'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: service
  name: 'to-workspace'
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }], metrics: [{ category: 'AllMetrics', enabled: true }] }
}

output id string = service.id
