import { literal, pill } from '@hookwright/model'
import { deployChat, drawFieldsChat, test } from '../fixtures/acme-chat.ts'
import { deployDraft } from '../fixtures/greeting.ts'
import { large, shoot } from '../fixtures/shoot.ts'
import { expect } from '../fixtures/test.ts'
import { card, docOf, flowOf, makeFlow, textField } from '../pages/flow-docs.ts'
import { newUserFlow, userFlowPage } from '../pages/user-flow.ts'
import { deploymentPage } from '../pages/versions.ts'

test.setTimeout(300_000)

const manual = card('start', 'manual-start', {
  title: 'By hand',
  config: {
    inputs: [
      textField('who', 'Person'),
      { ...(textField('photo', 'Photo') as object), dataType: { kind: 'file', list: false }, required: false }
    ],
    shared: false,
    atOnce: 'any'
  }
})

test('cards that call an API', async ({ api, page, chat }) => {
  const action = await deployChat(api, chat)
  const { id: bot } = await api.mutate<{ id: string }>('connections.create', {
    connectorId: action.connectorId,
    name: 'Chat bot',
    values: { api_key: chat.apiKey }
  })
  const custom = card('custom', 'custom-api-action', {
    config: {
      connectorId: action.connectorId,
      versionId: action.versionId,
      connectionId: bot,
      method: 'POST',
      bodyFormat: 'multipart',
      form: [
        { id: 'name', name: 'name' },
        { id: 'photo', name: 'photo' }
      ]
    },
    inputs: { url: literal('/photos'), name: pill('start', 'who'), photo: pill('start', 'photo') }
  })
  const flowId = await newUserFlow(api, { name: 'Upload a photo', doc: flowOf(manual, custom) })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await expect(flow.card('Custom API Action')).toBeVisible()
  await shoot(page, 'api-custom-action')
  await flow.openCards()
  await page.getByRole('combobox', { name: 'Search cards' }).fill('api get')
  await page.getByRole('option', { name: 'API Get', exact: true }).click()
  await flow.card('API Get').getByRole('button', { name: 'New connection' }).click()
  await expect(flow.newConnection.getByLabel('Base URL')).toBeVisible()
  await shoot(page, 'api-new-connection')
  await flow.newConnection.getByLabel('Connection name').fill('Members')
  await flow.newConnection.getByLabel('Base URL').fill(chat.url)
  await flow.newConnection.getByRole('button', { name: 'Create' }).click()
  await expect(flow.option('API Get', 'Connection')).toContainText('Members')
  await flow.unfoldSettings('API Get')
  await flow.choose('API Get', 'Pagination', 'Page number')
  await flow.card('API Get').getByLabel('Records path').scrollIntoViewIfNeeded()
  await shoot(page, 'api-get-pages')
  await page.keyboard.press('Escape')
  const toggle = page.getByRole('switch', { name: 'Upload a photo' })
  await expect(toggle).toBeVisible()
})

test('fields that a service names', async ({ api, page, chat }) => {
  chat.fields.general = [
    { key: 'note', label: 'Note', type: 'Text', description: 'Shown above the message' },
    { key: 'level', label: 'Level', type: 'Options', options: ['low', 'high'], required: true }
  ]
  chat.fields.joiners = [{ name: 'note' }, { name: 'note' }]
  const { connectorId, actionFlowId, helperId } = await drawFieldsChat(api, chat)
  const doc = await docOf(api, actionFlowId)
  if (doc.cards.start)
    doc.cards.start.config = {
      ...doc.cards.start.config,
      groups: [
        {
          id: 'custom_fields',
          name: 'Custom fields',
          fields: [],
          dynamic: { flowId: helperId, inputs: { channel: { option: 'channel' } } }
        }
      ]
    }
  const save = { flowId: actionFlowId, baseDraft: 1, name: 'Post message', description: '' }
  await api.mutate('makerFlows.save', { ...save, active: true, saveAll: true, doc })
  await page.goto(`/connectors/${connectorId}/flows/${actionFlowId}`)
  await page.getByRole('button', { name: 'Edit: Inputs' }).first().click()
  await expect(page.getByRole('dialog', { name: 'Inputs' })).toBeVisible()
  await shoot(page, 'fields-maker')
  const versionId = await deployDraft(api, connectorId)
  const { id: bot } = await api.mutate<{ id: string }>('connections.create', {
    connectorId,
    name: 'Chat bot',
    values: { api_key: chat.apiKey }
  })
  const act = card('post', 'connector-action', {
    title: 'Post message',
    config: { connectorId, actionFlowId, versionId, connectionId: bot }
  })
  const flowId = await newUserFlow(api, { name: 'Announce', doc: flowOf(manual, act) })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await expect(flow.card('Post message').getByRole('status')).toContainText('Choose “Channel” first')
  await shoot(page, 'fields-none')
  await flow.choose('Post message', 'Channel', 'New joiners')
  await expect(flow.card('Post message').getByRole('status')).toContainText('did not return fields')
  await shoot(page, 'fields-failed')
  await flow.choose('Post message', 'Channel', 'General')
  await expect(flow.card('Post message').getByRole('status')).toHaveText('2 fields.')
  await shoot(page, 'fields-loaded')
})

test('a newer version of an action, flow by flow', async ({ api, page, chat }) => {
  const { connectorId, versionId, actionFlowId } = await deployChat(api, chat)
  const { id: bot } = await api.mutate<{ id: string }>('connections.create', {
    connectorId,
    name: 'Chat bot',
    values: { api_key: chat.apiKey }
  })
  const announce = async (name: string, reads: string): Promise<string> => {
    const act = card('act', 'connector-action', {
      title: 'Post message',
      config: { connectorId, versionId, actionFlowId, connectionId: bot },
      inputs: { channel: literal('general'), words: pill('start', 'who') }
    })
    const say = card('say', 'compose', { title: 'Say', inputs: { text: pill('act', reads) } })
    const flowId = await newUserFlow(api, { name, doc: flowOf(manual, act, say) })
    await page.goto(`/flows/${flowId}`)
    const toggle = page.getByRole('switch', { name })
    await toggle.click()
    await expect(toggle).toBeChecked()
    return flowId
  }
  const channels = await announce('Reads the channel', 'channel')
  await announce('Reads the message', 'ts')
  const doc = await docOf(api, actionFlowId)
  if (doc.cards.return) {
    doc.cards.return.config = {
      groups: [{ id: 'sent', name: 'Sent message', fields: [textField('ts', 'Message ID')] }],
      runMode: false
    }
    doc.cards.return.inputs = { ts: doc.cards.return.inputs.ts ?? literal('') }
  }
  const save = { flowId: actionFlowId, baseDraft: 1, name: 'Post message', description: '' }
  await api.mutate('makerFlows.save', { ...save, active: true, saveAll: true, doc })
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await tab.createVersion()
  const dialog = await tab.askToDeploy(2)
  await expect(dialog.getByRole('list', { name: 'Impact on users' })).toContainText('Breaking')
  await shoot(page, 'upgrade-impact')
  await dialog.getByRole('checkbox', { name: /^Deploy even though/ }).click()
  await dialog.getByRole('button', { name: 'Deploy version 2' }).click()
  await expect(dialog).toBeHidden()
  await page.goto('/registrations')
  await page.getByRole('button', { name: 'Show plan' }).click()
  await expect(page.getByRole('dialog', { name: /^Upgrade to the deployed version/ })).toContainText(
    'cannot upgrade'
  )
  await shoot(page, 'upgrade-plan')
  await page.keyboard.press('Escape')
  await page.goto(`/flows/${channels}`)
  await expect(page.getByRole('button', { name: 'Update card' })).toBeVisible()
  await shoot(page, 'upgrade-card')
})

test('an example action, files of a run and limits of a card', async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Assign equipment' })
  await page.goto(path)
  await page.getByRole('button', { name: 'Add event' }).click()
  const chooser = page.getByRole('dialog', { name: 'Add event' })
  await expect(chooser.getByRole('button', { name: /^Example action/ })).toBeVisible()
  await shoot(page, 'example-chooser')
  await chooser.getByRole('button', { name: /^Example action/ }).click()
  await expect(page.getByRole('button', { name: 'No problems' }).first()).toBeVisible()
  await shoot(page, 'example-action')

  const helper = await newUserFlow(api, {
    name: 'Greet one',
    doc: flowOf(
      card('start', 'helper-flow', { config: { inputs: [textField('name', 'Name')] } }),
      card('return', 'return', { config: { fields: [] } })
    )
  })
  const each = card('each', 'for-each', {
    config: { flowId: helper, atOnce: 20 },
    inputs: { 'each.list': literal(['Ada', 'Ben']) }
  })
  const later = card('later', 'call-flow-async', { config: { flowId: helper } })
  const flowId = await newUserFlow(api, { name: 'Greet people', doc: flowOf(manual, each, later) })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await expect(flow.card('For Each')).toBeVisible()
  await shoot(page, 'compose-for-each')
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(page.getByLabel('Photo').first()).toBeAttached()
  await shoot(page, 'files-run-form', [large])
})
