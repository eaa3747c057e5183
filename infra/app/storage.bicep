metadata description = 'Tables and blobs: all data of the platform.'

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

@description('Required. The pages that may upload.')
param portalOrigins array

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
var retention = loadJsonContent('../retention.json')
var blobOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var tableContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var rights = [
  { role: blobOwner, principal: appPrincipalId, type: 'ServicePrincipal', why: 'The function app keeps files, signs upload addresses with a user delegation key, and holds the host\'s leases.' }
  { role: tableContributor, principal: appPrincipalId, type: 'ServicePrincipal', why: 'The function app keeps all its rows in tables.' }
  { role: blobOwner, principal: principalId, type: principalType, why: 'Whoever deploys puts the package into its container, and backs up and restores files.' }
  { role: tableContributor, principal: principalId, type: principalType, why: 'Whoever deploys backs up and restores tables.' }
]

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Browsers upload straight to the quarantine, so the account stays reachable; what it gives is decided by identity and by signed addresses.
    publicNetworkAccess: 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: privateNetwork ? 'Deny' : 'Allow' }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    // What is deleted can be brought back for so long. A file that was shredded comes back sealed, and its key does not.
    deleteRetentionPolicy: { enabled: true, days: retention.recoverableDays }
    containerDeleteRetentionPolicy: { enabled: true, days: retention.recoverableDays }
    cors: {
      corsRules: [
        {
          allowedOrigins: portalOrigins
          allowedMethods: ['PUT', 'OPTIONS']
          allowedHeaders: ['content-type', 'x-ms-*']
          exposedHeaders: ['x-ms-request-id', 'etag']
          maxAgeInSeconds: 3600
        }
      ]
    }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = [for container in inventory.containers: {
  parent: blobs
  name: container.name
  properties: { publicAccess: 'None' }
}]

// What stands in an append-only container stays as it is; append blobs may grow, and new blobs may be put beside them.
resource immutable 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2026-04-01' = [for (container, at) in inventory.containers: if (contains(container, 'appendOnly')) {
  parent: containers[at]
  name: 'default'
  properties: { immutabilityPeriodSinceCreationInDays: auditDays, allowProtectedAppendWrites: true }
}]

resource deployments 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: blobs
  name: 'deployments'
  properties: { publicAccess: 'None' }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2026-04-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2026-04-01' = [for table in inventory.tables: {
  parent: tableService
  name: table
}]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [for container in filter(inventory.containers, one => contains(one, 'deleteAfterDays')): {
        name: 'delete-${container.name}'
        enabled: true
        type: 'Lifecycle'
        definition: {
          filters: { blobTypes: ['blockBlob'], prefixMatch: ['${container.name}/'] }
          actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: container.deleteAfterDays } } }
        }
      }]
    }
  }
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for right in rights: {
  name: guid(account.id, right.principal, right.role)
  scope: account
  properties: {
    principalId: right.principal
    principalType: right.type
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', right.role)
    description: right.why
  }
}]

resource accountDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'to-workspace'
  properties: { workspaceId: workspaceId, metrics: [{ category: 'Transaction', enabled: true }] }
}

resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'to-workspace'
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'audit', enabled: true }], metrics: [{ category: 'Transaction', enabled: true }] }
}

resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tableService
  name: 'to-workspace'
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'audit', enabled: true }], metrics: [{ category: 'Transaction', enabled: true }] }
}

output id string = account.id
output name string = account.name
output blobOrigin string = 'https://${account.name}.blob.${environment().suffixes.storage}'
output deploymentContainer string = '${account.properties.primaryEndpoints.blob}${deployments.name}'
