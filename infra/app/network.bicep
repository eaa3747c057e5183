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

@description('Required. The storage account that files are sent to. Browsers reach it from outside; the function app from within.')
param quarantineId string

@description('Required. The key vault.')
param vaultId string

@description('Required. The Service Bus namespace. Empty where its size has no private endpoints.')
param serviceBusId string

@description('Required. The search service.')
param searchId string

var suffix = environment().suffixes.storage
var withBus = !empty(serviceBusId)
var zoneNames = {
  blob: 'privatelink.blob.${suffix}'
  table: 'privatelink.table.${suffix}'
  vault: 'privatelink.vaultcore.azure.net'
  search: 'privatelink.search.windows.net'
  bus: 'privatelink.servicebus.windows.net'
}
var zoned = concat(['blob', 'table', 'vault', 'search'], withBus ? ['bus'] : [])
var endpoints = concat([
  { name: 'blob', id: storageId, group: 'blob', zone: 'blob' }
  { name: 'quarantine', id: quarantineId, group: 'blob', zone: 'blob' }
  { name: 'table', id: storageId, group: 'table', zone: 'table' }
  { name: 'vault', id: vaultId, group: 'vault', zone: 'vault' }
  { name: 'search', id: searchId, group: 'searchService', zone: 'search' }
], withBus ? [{ name: 'bus', id: serviceBusId, group: 'namespace', zone: 'bus' }] : [])

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for zone in zoned: {
  name: zoneNames[zone]
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (zone, i) in zoned: {
  parent: zones[i]
  name: zone
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
  properties: { privateDnsZoneConfigs: [{ name: endpoint.name, properties: { privateDnsZoneId: zones[indexOf(zoned, endpoint.zone)].id } }] }
}]
