metadata description = 'Who looks at attached files, and how the function app learns of it: by the account\'s own scanning, which sends a verdict, or by a scanner of ours, to which each file that comes is announced. Exactly one of the two is wired.'

@description('Required. The region; that of the storage account.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The name of the Event Grid topic.')
param topicName string

@description('Required. The storage account that files are sent to.')
param storageName string

@description('Required. The Service Bus namespace.')
param serviceBusName string

@description('Required. Whether there is a scanner of ours.')
param ownScanner bool

@description('Required. Where diagnostics go.')
param workspaceId string

var events = loadJsonContent('../messaging.json').blobEvents[0]
var sender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
var retries = { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: storageName
}

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: serviceBusName

  resource queue 'queues' existing = {
    name: events.queue
  }
}

// Only this account is scanned: in the other all is sealed, nobody could find anything in it, and each gigabyte costs.
resource malware 'Microsoft.Security/defenderForStorageSettings@2025-06-01' = {
  scope: account
  name: 'current'
  properties: {
    isEnabled: true
    overrideSubscriptionLevelSettings: true
    malwareScanning: {
      onUpload: {
        isEnabled: !ownScanner
        capGBPerMonth: 1000
      }
      // Tags can be changed by whoever may write them, and nobody here reads them.
      blobScanResultsOptions: 'None'
      scanResultsEventGridTopicResourceId: ownScanner ? null : verdicts.id
    }
    sensitiveDataDiscovery: { isEnabled: false }
  }
}

// The name is the one that the scanning looks for.
resource results 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!ownScanner) {
  scope: malware
  name: 'service'
  properties: { workspaceId: workspaceId, logs: [{ category: 'ScanResults', enabled: true }] }
}

// The scanning publishes from outside the network, by its own identity.
resource verdicts 'Microsoft.EventGrid/topics@2025-02-15' = if (!ownScanner) {
  name: topicName
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    inputSchema: 'EventGridSchema'
    disableLocalAuth: true
    minimumTlsVersionAllowed: '1.2'
    publicNetworkAccess: 'Enabled'
  }
}

resource sendsVerdicts 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!ownScanner) {
  name: guid(namespace::queue.id, verdicts.id, sender)
  scope: namespace::queue
  properties: {
    principalId: verdicts!.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', sender)
    description: 'Event Grid hands the account\'s verdicts on attached files over, into this queue and no other.'
  }
}

resource verdictsJudged 'Microsoft.EventGrid/topics/eventSubscriptions@2025-02-15' = if (!ownScanner) {
  parent: verdicts
  name: events.queue
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Security.MalwareScanningResult']
      subjectBeginsWith: 'storageAccounts/${storageName}/containers/${events.container}/blobs/'
    }
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: { endpointType: 'ServiceBusQueue', properties: { resourceId: namespace::queue.id } }
    }
    retryPolicy: retries
  }
  dependsOn: [sendsVerdicts]
}

resource verdictDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!ownScanner) {
  scope: verdicts
  name: 'to-workspace'
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }], metrics: [{ category: 'AllMetrics', enabled: true }] }
}

// An account has one topic of its own: with its scanning on, the scanning has made it, and this one is not there.
resource arrivals 'Microsoft.EventGrid/systemTopics@2025-02-15' = if (ownScanner) {
  name: topicName
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: { source: account.id, topicType: 'Microsoft.Storage.StorageAccounts' }
}

resource sendsArrivals 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (ownScanner) {
  name: guid(namespace::queue.id, arrivals.id, sender)
  scope: namespace::queue
  properties: {
    principalId: arrivals!.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', sender)
    description: 'Event Grid announces attached files that have come, into this queue and no other.'
  }
}

resource arrivalsJudged 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = if (ownScanner) {
  parent: arrivals
  name: events.queue
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${events.container}/blobs/'
    }
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: { endpointType: 'ServiceBusQueue', properties: { resourceId: namespace::queue.id } }
    }
    retryPolicy: retries
  }
  dependsOn: [sendsArrivals]
}

resource arrivalDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (ownScanner) {
  scope: arrivals
  name: 'to-workspace'
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }], metrics: [{ category: 'AllMetrics', enabled: true }] }
}

output topicId string = ownScanner ? arrivals.id : verdicts.id
output topicType string = ownScanner ? 'Microsoft.EventGrid/systemTopics' : 'Microsoft.EventGrid/topics'
