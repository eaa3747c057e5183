metadata description = 'The bus: every queue, topic, subscription and filter of messaging.json, which the local bus reads too.'

@description('Required. The region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The namespace\'s name.')
param name string

@description('Required. Standard or Premium.')
param sku string

@description('Required. Messaging units of Premium.')
param units int

@description('Required. Whether it stands a zone failing.')
param zoneRedundant bool

@description('Required. Whether it is reached through private endpoints alone; Premium can.')
param privateNetwork bool

@description('Required. Where diagnostics go.')
param workspaceId string

@description('Required. The function app\'s identity.')
param appPrincipalId string

var inventory = loadJsonContent('../messaging.json')
var sender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
var receiver = '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
var subscriptions = flatten(map(inventory.topics, topic => map(topic.subscriptions, subscription => union(subscription, { topic: topic.name }))))
var filtered = filter(subscriptions, subscription => contains(subscription, 'filter'))

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: sku == 'Premium' ? { name: 'Premium', tier: 'Premium', capacity: units } : { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    zoneRedundant: zoneRedundant
    publicNetworkAccess: privateNetwork && sku == 'Premium' ? 'Disabled' : 'Enabled'
  }
}

// Event Grid comes from outside the network, by an identity, and is the one service that is let in past the firewall.
resource firewall 'Microsoft.ServiceBus/namespaces/networkRuleSets@2026-01-01' = if (privateNetwork && sku == 'Premium') {
  parent: namespace
  name: 'default'
  properties: { publicNetworkAccess: 'Disabled', defaultAction: 'Deny', trustedServiceAccessEnabled: true, ipRules: [], virtualNetworkRules: [] }
}

resource queues 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = [for queue in inventory.queues: {
  parent: namespace
  name: queue.name
  properties: {
    lockDuration: queue.lockDuration
    maxDeliveryCount: queue.maxDeliveryCount
    deadLetteringOnMessageExpiration: true
  }
}]

resource topics 'Microsoft.ServiceBus/namespaces/topics@2026-01-01' = [for topic in inventory.topics: {
  parent: namespace
  name: topic.name
  properties: {
    requiresDuplicateDetection: contains(topic, 'duplicateDetectionWindow')
    duplicateDetectionHistoryTimeWindow: topic.?duplicateDetectionWindow ?? 'PT10M'
    supportOrdering: false
  }
}]

resource subscribed 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2026-01-01' = [for subscription in subscriptions: {
  name: '${namespace.name}/${subscription.topic}/${subscription.name}'
  properties: {
    lockDuration: subscription.?lockDuration ?? 'PT1M'
    maxDeliveryCount: subscription.?maxDeliveryCount ?? 10
    deadLetteringOnMessageExpiration: true
    deadLetteringOnFilterEvaluationExceptions: true
    forwardTo: subscription.?forwardTo
  }
  dependsOn: [topics, queues]
}]

// The name is that of the rule every subscription begins with: it takes the place of the one that lets everything through.
resource rules 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2026-01-01' = [for subscription in filtered: {
  name: '${namespace.name}/${subscription.topic}/${subscription.name}/$Default'
  properties: { filterType: 'CorrelationFilter', correlationFilter: { properties: subscription.filter } }
  dependsOn: [subscribed]
}]

resource sends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(namespace.id, appPrincipalId, sender)
  scope: namespace
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', sender)
    description: 'The function app announces events and leaves promises.'
  }
}

resource receives 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(namespace.id, appPrincipalId, receiver)
  scope: namespace
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', receiver)
    description: 'The function app\'s triggers receive.'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: namespace
  name: 'to-workspace'
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }], metrics: [{ category: 'AllMetrics', enabled: true }] }
}

output id string = namespace.id
output name string = namespace.name
output host string = '${namespace.name}.servicebus.windows.net'
