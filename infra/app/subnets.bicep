metadata description = 'The network: one subnet that the function app calls from, one for private endpoints.'

@description('Required. The region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The network\'s name.')
param name string

@description('Required. Prefix of the security groups\' names.')
param groupPrefix string

resource closed 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: '${groupPrefix}${name}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'deny-internet-in'
        properties: {
          priority: 4000
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.40.0.0/16'] }
    subnets: [
      {
        name: 'functions'
        properties: {
          addressPrefix: '10.40.0.0/24'
          networkSecurityGroup: { id: closed.id }
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: '10.40.1.0/24', networkSecurityGroup: { id: closed.id }, privateEndpointNetworkPolicies: 'Enabled' }
      }
    ]
  }
}

output functions string = '${network.id}/subnets/functions'
output endpoints string = '${network.id}/subnets/endpoints'
output id string = network.id
