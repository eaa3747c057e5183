metadata description = 'A storage account: closed to keys, heard, and with the containers of the inventory that belong to it.'

@description('Required. The region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The account\'s name.')
param name string

@description('Required. How often everything is kept.')
param sku string

@description('Required. The containers, as in storage.json.')
param containers array

@description('Optional. The pages that may upload. The default is none.')
param uploadOrigins array = []

@description('Required. Whether it is reached through private endpoints alone.')
param privateNetwork bool

@description('Optional. For how many days nothing of an append-only container can be changed or deleted, by anybody; for accounts that have one.')
param auditDays int = 0

@description('Required. Who may do what, and why.')
param rights array

@description('Required. Where diagnostics go.')
param workspaceId string

var recoverable = { enabled: true, days: loadJsonContent('../retention.json').recoverableDays }
var passing = filter(containers, one => contains(one, 'deleteAfterDays'))

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
    publicNetworkAccess: 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: privateNetwork ? 'Deny' : 'Allow' }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    // What is deleted can be brought back for so long. A file that was shredded comes back sealed, and its key does not.
    deleteRetentionPolicy: recoverable
    containerDeleteRetentionPolicy: recoverable
    cors: {
      corsRules: empty(uploadOrigins) ? [] : [
        {
          allowedOrigins: uploadOrigins
          allowedMethods: ['PUT', 'OPTIONS']
          allowedHeaders: ['content-type', 'x-ms-*']
          exposedHeaders: ['x-ms-request-id', 'etag']
          maxAgeInSeconds: 3600
        }
      ]
    }
  }

  resource kept 'containers' = [for container in containers: {
    name: container.name
    properties: { publicAccess: 'None' }
  }]
}

// What stands in an append-only container stays as it is; append blobs may grow, and new blobs may be put beside them.
resource immutable 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2026-04-01' = [for (container, at) in containers: if (contains(container, 'appendOnly')) {
  parent: blobs::kept[at]
  name: 'default'
  properties: { immutabilityPeriodSinceCreationInDays: auditDays, allowProtectedAppendWrites: true }
}]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = if (!empty(passing)) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [for container in passing: {
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

output id string = account.id
output name string = account.name
output blobOrigin string = 'https://${account.name}.blob.${environment().suffixes.storage}'
