metadata description = 'Private endpoints, each with the name that resolves to it inside the network.'

@description('Required. The region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The network.')
param networkId string

@description('Required. The subnet of the endpoints.')
param subnetId string

@description('Required. Prefix of the endpoints\' names.')
param endpointPrefix string

@description('Required. The storage account.')
param storageId string

@description('Required. The key vault.')
param vaultId string

@description('Required. The Service Bus namespace. Empty where its size has no private endpoints.')
param serviceBusId string

@description('Required. The search service.')
param searchId string

var suffix = environment().suffixes.storage
var endpoints = concat([
  { name: 'blob', id: storageId, group: 'blob', zone: 'privatelink.blob.${suffix}' }
  { name: 'table', id: storageId, group: 'table', zone: 'privatelink.table.${suffix}' }
  { name: 'vault', id: vaultId, group: 'vault', zone: 'privatelink.vaultcore.azure.net' }
  { name: 'search', id: searchId, group: 'searchService', zone: 'privatelink.search.windows.net' }
], empty(serviceBusId) ? [] : [{ name: 'bus', id: serviceBusId, group: 'namespace', zone: 'privatelink.servicebus.windows.net' }])

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for endpoint in endpoints: {
  name: endpoint.zone
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (endpoint, i) in endpoints: {
  parent: zones[i]
  name: endpoint.name
  location: 'global'
  tags: tags
  properties: { registrationEnabled: false, virtualNetwork: { id: networkId } }
}]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2025-05-01' = [for endpoint in endpoints: {
  name: '${endpointPrefix}${endpoint.name}'
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [{ name: endpoint.name, properties: { privateLinkServiceId: endpoint.id, groupIds: [endpoint.group] } }]
  }
}]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [for (endpoint, i) in endpoints: {
  parent: privateEndpoints[i]
  name: 'default'
  properties: { privateDnsZoneConfigs: [{ name: endpoint.name, properties: { privateDnsZoneId: zones[i].id } }] }
}]
