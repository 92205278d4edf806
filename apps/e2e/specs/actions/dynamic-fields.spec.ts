import { drawFieldsChat, test } from '../../fixtures/acme-chat.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, sendUser } from '../../fixtures/greeting.ts'
import { small } from '../../fixtures/shoot.ts'
import { expect } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, docOf, flowOf } from '../../pages/flow-docs.ts'
import { inputsDialog } from '../../pages/inputs-dialog.ts'
import { newUserFlow, userFlowPage } from '../../pages/user-flow.ts'

const ACTION = 'Post message'

test('[row 56] a maker lets a helper flow name inputs, and a user fills in those of the chosen option', {
  tag: '@full'
}, async ({ api, page, chat, installation: { practice } }) => {
  chat.fields.general = [
    { key: 'note', label: 'Note', type: 'Text', description: 'Shown above the message' },
    { key: 'cf:level', label: 'Level', type: 'Options', options: ['low', 'high'], required: true }
  ]
  chat.fields.joiners = [{ name: 'note' }, { name: 'note' }]
  const { connectorId, actionFlowId } = await drawFieldsChat(api, chat)
  await api.mutate('testConnections.create', {
    connectorId,
    name: 'Test bot',
    values: { api_key: chat.apiKey }
  })

  // The maker adds the group and sees the fields that the service has.
  await page.goto(`/connectors/${connectorId}/flows/${actionFlowId}`)
  const canvas = flowCanvas(page)
  await canvas.card('Connector Action').getByRole('button', { name: 'Add Inputs: Inputs' }).click()
  const inputs = inputsDialog(page)
  await inputs.dialog.getByRole('button', { name: 'Add dynamic group' }).click()
  await page.keyboard.type('Custom fields')
  const group = inputs.dialog.getByRole('group', { name: 'Dynamic Input Group Custom fields' })
  await expect(inputs.problems).toContainText(
    'The group “Custom fields” has no helper flow for its fields yet.'
  )
  await group.getByRole('button', { name: 'Choose Flow' }).click()
  await page.getByRole('option', { name: 'List fields' }).click()
  await expect(group.getByRole('combobox', { name: 'Channel' })).toContainText('Option: Channel')
  const loading = inputs.preview.getByRole('status')
  await expect(loading).toHaveText('Choose “Channel” first; the fields depend on it.')
  await inputs.preview.getByRole('combobox', { name: 'Channel' }).click()
  await page.getByRole('option', { name: 'New joiners' }).click()
  await expect(loading).toContainText(
    '“List fields” did not return fields: Item 1 and item 2 are both named “note”'
  )
  await inputs.preview.getByRole('button', { name: 'Details' }).click()
  await expect(page.getByRole('dialog', { name: 'Fields could not be loaded' })).toContainText(
    'return each field once'
  )
  await inputs.preview.getByRole('button', { name: 'Details' }).click()
  await inputs.preview.getByRole('combobox', { name: 'Channel' }).click()
  await page.getByRole('option', { name: 'General' }).click()
  await expect(loading).toHaveText('2 fields.')
  await expect(inputs.preview.getByRole('combobox', { name: 'Level' })).toBeVisible()
  await expectAccessible(page)
  await inputs.apply.click()
  await expect(inputs.dialog).toBeHidden()
  await expect
    .poll(async () => (await docOf(api, actionFlowId)).cards.start?.config.groups)
    .toMatchObject([{ id: 'custom_fields', dynamic: { inputs: { channel: { option: 'channel' } } } }])
  const versionId = await deployDraft(api, connectorId)

  // The user sees them once the connection and the option are chosen.
  const greeting = await makeGreeting(api, practice)
  const eventVersion = await deployDraft(api, greeting.connectorId)
  const connect = async (of: string, name: string, apiKey: string): Promise<string> =>
    (
      await api.mutate<{ id: string }>('connections.create', {
        connectorId: of,
        name,
        values: { api_key: apiKey }
      })
    ).id
  const hr = await connect(greeting.connectorId, 'HR account', practice.apiKey)
  const bot = await connect(connectorId, 'Chat bot', chat.apiKey)
  const event = card('event', 'connector-event', {
    title: 'User created',
    config: {
      connectorId: greeting.connectorId,
      eventFlowId: greeting.eventFlowId,
      versionId: eventVersion,
      connectionId: hr,
      runMode: 'each'
    },
    inputs: { type: { kind: 'literal', value: 'user.created' } }
  })
  const act = card('post', 'connector-action', {
    title: ACTION,
    config: { connectorId, actionFlowId, versionId, connectionId: bot }
  })
  const flowId = await newUserFlow(api, { name: 'Announce joiners', doc: flowOf(event, act) })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  const state = flow.card(ACTION).getByRole('status')
  await expect(state).toHaveText('Choose “Channel” first; the fields depend on it.')
  await flow.choose(ACTION, 'Channel', 'General')
  await expect(state).toHaveText('2 fields.')
  await flow.card(ACTION).getByRole('button', { name: 'Help for Note' }).press('Enter')
  await expect(page.getByRole('dialog', { name: 'Note' })).toContainText('Shown above the message')
  await page.keyboard.press('Escape')
  await flow.choose(ACTION, 'Level', 'high')
  await flow.field(ACTION, 'Note').fill('For ')
  await page.keyboard.press('Alt+m')
  await page.getByRole('option', { name: 'Greeting' }).click()
  await expect(flow.problems(0)).toBeVisible()

  // Another field appears at the service and one goes; what is mapped to those that are still there stays.
  chat.fields.general = [
    { key: 'cf:level', label: 'Level', type: 'Options', options: ['low', 'high'], required: true },
    { key: 'note', label: 'Remark' },
    { key: 'due', label: 'Due', type: 'Date' }
  ]
  const reload = flow.card(ACTION).getByRole('button', { name: 'Reload fields' })
  await reload.click()
  await expect(state).toHaveText('3 fields. New: Due.')
  await expect(reload).toBeFocused()
  await expect(flow.option(ACTION, 'Level')).toContainText('high')
  await expect(flow.field(ACTION, 'Remark')).toContainText('For')
  await expectAccessible(page)
  const toggle = page.getByRole('switch', { name: 'Announce joiners' })
  await toggle.click()
  await expect(toggle).toBeChecked()
  await sendUser(practice, 'ada@acme.example')
  await expect(flow.live.getByRole('listitem').first()).toContainText('succeeded')
  expect(chat.posted.map(({ body }) => body)).toEqual([
    { 'cf:level': 'high', note: 'For Hello, ada@acme.example' }
  ])
  await page.setViewportSize(small)
  await expectAccessible(page)
})
