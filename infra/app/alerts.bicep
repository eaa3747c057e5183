metadata description = 'Who is told of what: each objective of objectives.json by how fast its error budget burns, and letters that died.'

@description('Required. The region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. The Application Insights resource.')
param insightsId string

@description('Required. The workspace that telemetry lies in.')
param workspaceId string

@description('Required. Who is told.')
param actionGroupId string

@description('Required. The Service Bus namespace.')
param serviceBusId string

@description('Required. The Event Grid topic that news of attached files comes by.')
param newsTopicId string

@description('Required. What kind of topic it is.')
param newsTopicType string

@description('Required. What says whether the API is ready.')
param readinessUrl string

@description('Required. The workbook\'s name, a GUID.')
param workbookName string

var file = loadJsonContent('../objectives.json')
var burns = flatten(map(file.objectives, objective => map(file.burnRates, burn => { objective: objective, burn: burn, rate: objective.burn[burn.id] })))

resource burning 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for one in burns: {
  name: '${one.objective.id}-${one.burn.id}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${one.objective.what}: the error budget burns ${one.rate} times too fast'
    severity: one.burn.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: one.burn.every
    windowSize: one.burn.window
    criteria: {
      allOf: [
        {
          query: '${one.objective.bad} | summarize burn = todouble(sumif(weight, bad)) / sum(weight) / (1.0 - ${one.objective.target})'
          timeAggregation: 'Maximum'
          metricMeasureColumn: 'burn'
          operator: 'GreaterThan'
          threshold: one.rate
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [actionGroupId] }
    autoMitigate: true
  }
}]

resource readiness 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'readiness'
  location: location
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'readiness'
    Name: 'readiness'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [{ Id: 'apac-hk-hkn-azr' }, { Id: 'apac-sg-sin-azr' }, { Id: 'apac-jp-kaw-edge' }]
    Request: { RequestUrl: readinessUrl, HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource unready 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'unready'
  location: 'global'
  tags: tags
  properties: {
    description: 'From two of three places the API does not say that it is ready.'
    severity: 1
    enabled: true
    scopes: [readiness.id, insightsId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: readiness.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'A message could not be handled and waits for somebody to look at it.'
    severity: 2
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dead'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'DeadletteredMessages'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
        }
      ]
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}

resource lostNews 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'lost-news'
  location: 'global'
  tags: tags
  properties: {
    description: 'Event Grid could not hand over news of an attached file: it waits for ever, unless it is attached again.'
    severity: 2
    enabled: true
    scopes: [newsTopicId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dropped'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'DroppedEventCount'
          metricNamespace: newsTopicType
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}

resource unscanned 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'unscanned'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Attached files are refused because no scanner could look at them'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: 'AppTraces | where Message startswith "No scanner could look at attachment"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 2
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [actionGroupId] }
    autoMitigate: true
  }
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: workbookName
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Objectives of the platform'
    category: 'workbook'
    sourceId: workspaceId
    version: '1.0'
    serializedData: string({
      version: 'Notebook/1.0'
      items: map(file.objectives, objective => {
        type: 3
        name: objective.id
        content: {
          version: 'KqlItem/1.0'
          title: '${objective.what}: ${objective.target} of ${file.days} days'
          query: '${objective.bad} | summarize good = 1.0 - todouble(sumif(weight, bad)) / sum(weight) by bin(TimeGenerated, 1h) | render timechart'
          size: 1
          timeContext: { durationMs: 86400000 * file.days }
          queryType: 0
          resourceType: 'microsoft.operationalinsights/workspaces'
        }
      })
    })
  }
}
