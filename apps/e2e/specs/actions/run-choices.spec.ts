import { literal, pill, text } from '@hookwright/model'
import { makeAcme } from '../../fixtures/acme.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { choicesDoc, requiredField } from '../../pages/event-docs.ts'
import { card, flowOf, makeFlow } from '../../pages/flow-docs.ts'

test('the Run panel loads the values of options from helper flows, with the chosen connection', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const connectorId = await makeAcme(api, practice)
  await api.mutate('testConnections.create', {
    connectorId,
    name: 'Acme test',
    values: { api_key: practice.apiKey }
  })
  const make = async (name: string, doc: ReturnType<typeof flowOf>) =>
    makeFlow(api, { connectorId, name, doc })
  const types = await make('List event types', choicesDoc(literal('/event-types')))
  const departments = await make(
    'List departments',
    choicesDoc(text('/departments?eventType=', pill('start', 'kind')), requiredField('kind', 'Event type'))
  )
  const dropdown = (
    id: string,
    label: string,
    flowId: string,
    inputs: Record<string, { option: string }>
  ) => ({
    ...requiredField(id, label),
    fieldType: 'dropdown',
    choices: { from: 'flow', flowId, inputs }
  })
  const { path } = await make(
    'Count people',
    flowOf(
      card('start', 'action', {
        config: {
          groups: [],
          options: [
            dropdown('kind', 'Event type', types.flowId, {}),
            dropdown('team', 'Department', departments.flowId, { kind: { option: 'kind' } })
          ]
        }
      }),
      card('say', 'compose', { inputs: { text: text('Team ', pill('start', 'option.team')) } }),
      card('return', 'return-outputs', { config: { groups: [], runMode: false } })
    )
  )
  await page.goto(path)
  await page.getByRole('button', { name: 'Run here' }).click()
  const panel = page.getByRole('region', { name: 'Problems and runs' })
  await panel.getByRole('combobox', { name: 'Test connection' }).click()
  await page.getByRole('option', { name: 'Acme test' }).click()
  const option = (label: string) => panel.getByRole('combobox', { name: label, exact: true })
  await option('Department').click()
  await expect(page.getByText(/Choose “Event type” first/).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel).toContainText('Department is required.')
  await option('Event type').click()
  await page.getByRole('option', { name: 'User created' }).click()
  await option('Department').click()
  await page.getByRole('option', { name: 'Sales' }).click()
  await expectAccessible(page, 'anywhere')
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel.getByText(/^Succeeded/)).toBeVisible()

  // Another choice empties what depends on it.
  await option('Event type').click()
  await page.getByRole('option', { name: 'File deleted' }).click()
  await expect(option('Department')).not.toContainText('Sales')
})
