metadata description = 'The function app, on Flex Consumption.'

@description('Required. The region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The app\'s name.')
param name string

@description('Required. The plan\'s name.')
param planName string

@description('Required. The app\'s identity.')
param identityId string

@description('Required. The client id of the app\'s identity.')
param identityClientId string

@description('Required. The storage account.')
param storageName string

@description('Required. Where browsers send files.')
param quarantineOrigin string

@description('Required. The container that holds the deployed package.')
param deploymentContainer string

@description('Required. The Service Bus namespace\'s host.')
param serviceBusHost string

@description('Required. The key vault.')
param vaultUri string

@description('Required. Where telemetry goes.')
param insightsConnectionString string

@description('Required. The application registration whose tokens the API believes.')
param audienceClientId string

@description('Required. The pages that may call the API.')
param portalOrigins array

@description('Required. The Government\'s public list of holidays, with {language} where en, tc or sc goes. Empty: the shipped list holds.')
param holidayFeed string

@description('Required. Where letters are handed over. Empty: nobody is written to.')
param mailEndpoint string

@description('Required. The scanner of attached files, as host and port. Empty: the storage account\'s own.')
param malwareScanner string

@description('Required. Memory of an instance, in MB.')
param instanceMemory int

@description('Required. The most instances.')
param instances int

@description('Required. Instances that always stand ready for HTTP calls.')
param alwaysReady int

@description('Required. Whether it stands a zone failing.')
param zoneRedundant bool

@description('Required. The subnet that it calls from. Empty: none.')
param subnetId string

@description('Required. Where diagnostics go.')
param workspaceId string

var storageHost = environment().suffixes.storage

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      // Plans that ping take an instance that does not answer out of the rotation; Flex Consumption leaves that to the test in alerts.bicep.
      healthCheckPath: '/api/health/ready'
      cors: { allowedOrigins: portalOrigins, supportCredentials: false }
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainer
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: instances
        alwaysReady: alwaysReady == 0 ? [] : [{ name: 'http', instanceCount: alwaysReady }]
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      AZURE_CLIENT_ID: identityClientId
      AzureWebJobsStorage__accountName: storageName
      AzureWebJobsStorage__blobServiceUri: 'https://${storageName}.blob.${storageHost}'
      AzureWebJobsStorage__tableServiceUri: 'https://${storageName}.table.${storageHost}'
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      Quarantine__blobServiceUri: quarantineOrigin
      ServiceBus__fullyQualifiedNamespace: serviceBusHost
      ServiceBus__credential: 'managedidentity'
      ServiceBus__clientId: identityClientId
      KeyVault__Uri: vaultUri
      Identity__Instance: environment().authentication.loginEndpoint
      Identity__TenantId: tenant().tenantId
      Identity__ClientId: audienceClientId
      Identity__Audience: 'api://${audienceClientId}'
      // The front end appends the caller's address to X-Forwarded-For; with a proxy before it, 2.
      Limits__ForwardedHops: '1'
      Holidays__Feed: holidayFeed
      Mail__Endpoint: mailEndpoint
      Portal__Origin: portalOrigins[0]
      Malware__Clamd: malwareScanner
      Malware__Verdicts: empty(malwareScanner) ? 'account' : ''
      APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
    }
  }

  resource noFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noBasic 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }], metrics: [{ category: 'AllMetrics', enabled: true }] }
}

output origin string = 'https://${app.properties.defaultHostName}'
output name string = app.name
