metadata description = 'The platform in one resource group: each concern is a module, put together here.'

@description('Required. The region of all resources.')
param location string

@description('Required. Tags of all resources.')
param tags object

@description('Required. Makes names unique.')
param token string

@description('Required. Prefixes of names.')
param abbreviations object

@description('Required. How much of everything.')
param sizes object

@description('Required. Who deploys.')
param principalId string

@description('Required. What the deployer is.')
param principalType string

@description('Required. Whether data is reached through private endpoints alone.')
param privateNetwork bool

@description('Required. The application registration whose tokens the API believes.')
param identityClientId string

@description('Required. Where alerts go. Empty: nowhere.')
param operatorEmail string

@description('Required. The monthly budget. 0: none.')
param monthlyBudget int

@description('Required. The first day of the budget\'s first month.')
param budgetStart string

@description('Required. The portal\'s own domain. Empty: the generated one.')
param portalDomain string

@description('Required. The Government\'s public list of holidays. Empty: the shipped list holds.')
param holidayFeed string

@description('Required. Where letters are handed over. Empty: nobody is written to.')
param mailEndpoint string

@description('Required. The scanner of attached files, as host and port. Empty: the storage account\'s own.')
param malwareScanner string

module identity 'identity.bicep' = {
  name: 'identity'
  params: { location: location, tags: tags, name: '${abbreviations.managedIdentity}${token}' }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  params: {
    location: location
    tags: tags
    workspaceName: '${abbreviations.logAnalyticsWorkspace}${token}'
    insightsName: '${abbreviations.applicationInsights}${token}'
    actionGroupName: '${abbreviations.actionGroup}${token}'
    operatorEmail: operatorEmail
    retentionDays: sizes.retentionDays
    appPrincipalId: identity.outputs.principalId
  }
}

module network 'network.bicep' = if (privateNetwork) {
  name: 'network'
  params: {
    location: location
    tags: tags
    networkId: subnets!.outputs.id
    subnetId: subnets!.outputs.endpoints
    endpointPrefix: '${abbreviations.privateEndpoint}${token}-'
    storageId: storage.outputs.id
    quarantineId: quarantine.outputs.id
    vaultId: vault.outputs.id
    serviceBusId: sizes.serviceBusSku == 'Premium' ? messaging.outputs.id : ''
    searchId: search.outputs.id
  }
}

module subnets 'subnets.bicep' = if (privateNetwork) {
  name: 'subnets'
  params: { location: location, tags: tags, name: '${abbreviations.virtualNetwork}${token}', groupPrefix: abbreviations.networkSecurityGroup }
}

module storage 'storage.bicep' = {
  name: 'storage'
  params: {
    location: location
    tags: tags
    name: '${abbreviations.storageAccount}${token}'
    sku: sizes.storageSku
    auditDays: sizes.auditDays
    privateNetwork: privateNetwork
    workspaceId: monitoring.outputs.workspaceId
    appPrincipalId: identity.outputs.principalId
    principalId: principalId
    principalType: principalType
  }
}

module quarantine 'quarantine.bicep' = {
  name: 'quarantine'
  params: {
    location: location
    tags: tags
    name: '${abbreviations.storageAccount}q${token}'
    sku: sizes.storageSku
    portalOrigins: web.outputs.origins
    workspaceId: monitoring.outputs.workspaceId
    appPrincipalId: identity.outputs.principalId
  }
}

module messaging 'messaging.bicep' = {
  name: 'messaging'
  params: {
    location: location
    tags: tags
    name: '${abbreviations.serviceBusNamespace}${token}'
    sku: sizes.serviceBusSku
    units: sizes.serviceBusUnits
    zoneRedundant: sizes.zoneRedundant
    privateNetwork: privateNetwork
    workspaceId: monitoring.outputs.workspaceId
    appPrincipalId: identity.outputs.principalId
  }
}

module scanning 'scanning.bicep' = {
  name: 'scanning'
  params: {
    location: location
    tags: tags
    topicName: '${abbreviations.eventGridTopic}${token}'
    storageName: quarantine.outputs.name
    serviceBusName: messaging.outputs.name
    ownScanner: !empty(malwareScanner)
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    location: location
    tags: tags
    name: '${abbreviations.keyVault}${token}'
    privateNetwork: privateNetwork
    workspaceId: monitoring.outputs.workspaceId
    appPrincipalId: identity.outputs.principalId
    principalId: principalId
    principalType: principalType
  }
}

module search 'search.bicep' = {
  name: 'search'
  params: {
    location: location
    tags: tags
    name: '${abbreviations.searchService}${token}'
    sku: sizes.searchSku
    replicas: sizes.searchReplicas
    privateNetwork: privateNetwork
    workspaceId: monitoring.outputs.workspaceId
    appPrincipalId: identity.outputs.principalId
  }
}

module functions 'functions.bicep' = {
  name: 'functions'
  params: {
    location: location
    tags: tags
    name: '${abbreviations.functionApp}${token}'
    planName: '${abbreviations.functionPlan}${token}'
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    deploymentContainer: storage.outputs.deploymentContainer
    quarantineOrigin: quarantine.outputs.blobOrigin
    serviceBusHost: messaging.outputs.host
    vaultUri: vault.outputs.uri
    insightsConnectionString: monitoring.outputs.connectionString
    audienceClientId: identityClientId
    portalOrigins: web.outputs.origins
    holidayFeed: holidayFeed
    mailEndpoint: mailEndpoint
    malwareScanner: malwareScanner
    instanceMemory: sizes.instanceMemory
    instances: sizes.instances
    alwaysReady: sizes.alwaysReady
    zoneRedundant: sizes.zoneRedundant
    subnetId: privateNetwork ? subnets!.outputs.functions : ''
    workspaceId: monitoring.outputs.workspaceId
  }
}

module web 'web.bicep' = {
  name: 'web'
  params: { location: location, tags: tags, name: '${abbreviations.staticSite}${token}', sku: sizes.siteSku, domain: portalDomain }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  params: {
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
    workspaceId: monitoring.outputs.workspaceId
    actionGroupId: monitoring.outputs.actionGroupId
    serviceBusId: messaging.outputs.id
    newsTopicId: scanning.outputs.topicId
    newsTopicType: scanning.outputs.topicType
    readinessUrl: '${functions.outputs.origin}/api/health/ready'
    workbookName: guid(resourceGroup().id, 'objectives')
  }
}

module budget 'budget.bicep' = if (monthlyBudget > 0) {
  name: 'budget'
  params: { name: '${abbreviations.budget}${token}', amount: monthlyBudget, start: budgetStart, actionGroupId: monitoring.outputs.actionGroupId }
}

output API_BASE_URL string = '${functions.outputs.origin}/api'
output BLOB_ORIGIN string = quarantine.outputs.blobOrigin
output PORTAL_ORIGIN string = web.outputs.origins[0]
output KEY_VAULT_NAME string = vault.outputs.name
output STORAGE_ACCOUNT_NAME string = storage.outputs.name
output SERVICE_BUS_NAMESPACE string = messaging.outputs.name
