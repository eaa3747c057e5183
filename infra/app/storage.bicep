metadata description = 'Tables and blobs: all data of the platform. No browser speaks to this account.'

@description('Required. The region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The account\'s name.')
param name string

@description('Required. How often everything is kept.')
param sku string

@description('Required. Whether it is reached through private endpoints alone.')
param privateNetwork bool

@description('Required. For how many days nothing of the audit trail can be changed or deleted, by anybody.')
param auditDays int

@description('Required. Where diagnostics go.')
param workspaceId string

@description('Required. The function app\'s identity.')
param appPrincipalId string

@description('Required. Who deploys.')
param principalId string

@description('Required. What the deployer is.')
param principalType string

var inventory = loadJsonContent('../storage.json')
var deploymentContainer = 'deployments'
var blobOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var tableContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

module account 'account.bicep' = {
  name: 'storage-account'
  params: {
    location: location
    tags: tags
    name: name
    sku: sku
    containers: concat(filter(inventory.containers, one => !contains(one, 'account')), [{ name: deploymentContainer }])
    privateNetwork: privateNetwork
    auditDays: auditDays
    workspaceId: workspaceId
    rights: [
      { role: blobOwner, principal: appPrincipalId, type: 'ServicePrincipal', why: 'The function app keeps files and the audit trail, and holds the host\'s leases.' }
      { role: tableContributor, principal: appPrincipalId, type: 'ServicePrincipal', why: 'The function app keeps all its rows in tables.' }
      { role: blobOwner, principal: principalId, type: principalType, why: 'Whoever deploys puts the package into its container, and backs up and restores files.' }
      { role: tableContributor, principal: principalId, type: principalType, why: 'Whoever deploys backs up and restores tables.' }
    ]
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2026-04-01' = {
  name: '${name}/default'
  dependsOn: [account]

  resource tables 'tables' = [for table in inventory.tables: {
    name: table
  }]
}

resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tableService
  name: 'to-workspace'
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'audit', enabled: true }], metrics: [{ category: 'Transaction', enabled: true }] }
}

output id string = account.outputs.id
output name string = account.outputs.name
output deploymentContainer string = '${account.outputs.blobOrigin}/${deploymentContainer}'
