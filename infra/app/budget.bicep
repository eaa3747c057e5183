metadata description = 'Tells the operators when the month costs more than was meant.'

@description('Required. The budget\'s name.')
param name string

@description('Required. The month\'s amount in the subscription\'s currency.')
param amount int

@description('Required. The first day of the first month.')
param start string

@description('Required. Who is told.')
param actionGroupId string

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      actual80: { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 80, thresholdType: 'Actual', contactEmails: [], contactGroups: [actionGroupId] }
      forecast100: { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 100, thresholdType: 'Forecasted', contactEmails: [], contactGroups: [actionGroupId] }
    }
  }
}
