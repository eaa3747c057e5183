metadata description = 'The portal: static files at the edge. Its headers are in ../staticwebapp.config.json, which a hook fits to what was provisioned.'

@description('Required. The region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The site\'s name.')
param name string

@description('Required. Free or Standard; a domain of its own with an apex needs Standard.')
param sku string

@description('Required. The portal\'s own domain. Empty: the generated one.')
param domain string

// Static Web Apps are managed from a few regions and served everywhere.
var managedFrom = contains(['westus2', 'centralus', 'eastus2', 'westeurope', 'eastasia'], location) ? location : 'eastasia'

resource site 'Microsoft.Web/staticSites@2025-03-01' = {
  name: name
  location: managedFrom
  tags: union(tags, { 'azd-service-name': 'portal' })
  sku: { name: sku, tier: sku }
  properties: { allowConfigFileUpdates: true, stagingEnvironmentPolicy: 'Disabled' }

  resource own 'customDomains' = if (!empty(domain)) {
    name: empty(domain) ? 'none' : domain
    properties: {}
  }
}

output origins array = empty(domain) ? ['https://${site.properties.defaultHostname}'] : ['https://${domain}', 'https://${site.properties.defaultHostname}']
