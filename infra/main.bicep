metadata description = 'Everything that the platform runs on. azd provisions it: azd up.'
targetScope = 'subscription'

@minLength(1)
@maxLength(20)
@description('Required. Names the environment; every resource carries it in its name.')
param environmentName string

@minLength(1)
@description('Required. The region of all resources.')
param location string

@description('Required. Who deploys: may read and write data, to look after it.')
param principalId string

@allowed(['User', 'Group', 'ServicePrincipal'])
@description('Optional. What the deployer is. A pipeline is a service principal.')
param principalType string = 'User'

@allowed(['dev', 'prod'])
@description('Optional. How much of everything: dev costs little, prod stands a zone failing.')
param size string = 'dev'

@allowed(['true', 'false'])
@description('Optional. Whether data is reached through private endpoints alone. What browsers send is not data yet: it waits in an account of its own, which they reach.')
param privateNetwork string = 'false'

@description('Required. The application registration whose tokens the API believes.')
param identityClientId string

@description('Optional. Where alerts go. Empty: nowhere.')
param operatorEmail string = ''

@description('Optional. The monthly budget in the subscription\'s currency. 0: no budget alert.')
param monthlyBudget string = '0'

@description('Optional. The portal\'s own domain, such as portal.example.gov.hk. Empty: the generated one.')
param portalDomain string = ''

@description('Optional. The Government\'s public list of holidays, with {language} where en, tc or sc goes. Empty: the shipped list holds.')
param holidayFeed string = 'https://www.1823.gov.hk/common/ical/{language}.json'

@description('Optional. Where letters are handed over. Empty: nobody is written to.')
param mailEndpoint string = ''

@description('Optional. A scanner of attached files, as host and port. Empty: the storage account\'s own.')
param malwareScanner string = ''

@description('Optional. The first day of the budget\'s first month. The default is the current month.')
param budgetStart string = utcNow('yyyy-MM-01')

var abbreviations = loadJsonContent('abbreviations.json')
var sizes = loadJsonContent('sizes.json')[size]
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: '${abbreviations.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module platform 'app/platform.bicep' = {
  name: 'platform'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    abbreviations: abbreviations
    sizes: sizes
    principalId: principalId
    principalType: principalType
    privateNetwork: privateNetwork == 'true'
    identityClientId: identityClientId
    operatorEmail: operatorEmail
    monthlyBudget: int(monthlyBudget)
    budgetStart: budgetStart
    portalDomain: portalDomain
    holidayFeed: holidayFeed
    mailEndpoint: mailEndpoint
    malwareScanner: malwareScanner
  }
}

@description('The region of all resources.')
output AZURE_LOCATION string = location

@description('The tenant that everything belongs to.')
output AZURE_TENANT_ID string = tenant().tenantId

@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The address of the API, which the portal\'s config.json names.')
output API_BASE_URL string = platform.outputs.API_BASE_URL

@description('Where browsers upload to: the account of the quarantine.')
output BLOB_ORIGIN string = platform.outputs.BLOB_ORIGIN

@description('The address of the portal.')
output PORTAL_ORIGIN string = platform.outputs.PORTAL_ORIGIN

@description('The application registration whose tokens the API believes.')
output IDENTITY_CLIENT_ID string = identityClientId

@description('The vault that holds the platform\'s keys.')
output KEY_VAULT_NAME string = platform.outputs.KEY_VAULT_NAME

@description('The storage account that holds the platform\'s data.')
output STORAGE_ACCOUNT_NAME string = platform.outputs.STORAGE_ACCOUNT_NAME

@description('The Service Bus namespace.')
output SERVICE_BUS_NAMESPACE string = platform.outputs.SERVICE_BUS_NAMESPACE
