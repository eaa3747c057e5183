metadata description = 'Where traces, metrics and logs go, and who is told.'

@description('Required. The region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The workspace that everything is kept in.')
param workspaceName string

@description('Required. The Application Insights resource.')
param insightsName string

@description('Required. Who is told.')
param actionGroupName string

@description('Required. Where alerts go. Empty: nowhere.')
param operatorEmail string

@description('Required. How long logs are kept.')
param retentionDays int

@description('Required. The function app\'s identity.')
param appPrincipalId string

var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { disableLocalAuth: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'operators'
    enabled: true
    emailReceivers: empty(operatorEmail) ? [] : [{ name: 'operators', emailAddress: operatorEmail, useCommonAlertSchema: true }]
  }
}

resource publishes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, appPrincipalId, metricsPublisher)
  scope: insights
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
    description: 'The function app sends its traces and metrics by identity: the connection string alone opens nothing.'
  }
}

output workspaceId string = workspace.id
output insightsId string = insights.id
output actionGroupId string = operators.id
output connectionString string = insights.properties.ConnectionString
