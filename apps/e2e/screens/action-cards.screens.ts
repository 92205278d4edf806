import { literal, pill, text } from '@hookwright/model'
import { deployChat, test } from '../fixtures/acme-chat.ts'
import { deployDraft, makeGreeting, sendUser, turnOn } from '../fixtures/greeting.ts'
import { large, shoot } from '../fixtures/shoot.ts'
import { expect } from '../fixtures/test.ts'
import { card, flowOf } from '../pages/flow-docs.ts'
import { runPage, runsList } from '../pages/history.ts'
import { newUserFlow, userFlowPage } from '../pages/user-flow.ts'

test('cards of actions', async ({ api, page, chat, installation: { practice } }) => {
  test.setTimeout(300_000)
  const { connectorId, eventFlowId } = await makeGreeting(api, practice)
  const versionId = await deployDraft(api, connectorId)
  const action = await deployChat(api, chat)
  const connect = async (of: string, name: string, apiKey: string): Promise<string> =>
    (
      await api.mutate<{ id: string }>('connections.create', {
        connectorId: of,
        name,
        values: { api_key: apiKey }
      })
    ).id
  const hr = await connect(connectorId, 'HR account', practice.apiKey)
  const event = card('event', 'connector-event', {
    title: 'User created',
    config: { connectorId, eventFlowId, versionId, connectionId: hr, runMode: 'each' },
    inputs: { type: literal('user.created') }
  })
  const fresh = card('post', 'connector-action', {
    title: 'Post message',
    config: { ...action, connectionId: null }
  })
  const begun = await newUserFlow(api, { name: 'Announce joiners', doc: flowOf(event, fresh) })
  await page.goto(`/flows/${begun}`)
  const flow = userFlowPage(page)
  await expect(flow.problems(3)).toBeVisible()
  await shoot(page, 'action-card-new')
  await flow.openCards()
  await page.getByRole('combobox', { name: 'Search cards' }).fill('message')
  await shoot(page, 'action-palette-search', [large])
  await page.getByRole('combobox', { name: 'Search cards' }).fill('')
  await flow.card('Post message').getByRole('button', { name: 'More for Post message' }).click()
  await page.getByRole('menuitem', { name: 'Choose another action' }).click()
  await shoot(page, 'action-chooser')
  await page.keyboard.press('Escape')
  await flow.card('Post message').getByRole('button', { name: 'New connection' }).click()
  await expect(flow.newConnection.getByLabel('API key')).toBeVisible()
  await shoot(page, 'action-new-connection')

  const bot = await connect(action.connectorId, 'Chat bot', chat.apiKey)
  const filled = card('post', 'connector-action', {
    title: 'Post message',
    config: {
      ...action,
      connectionId: bot,
      added: {
        more: [
          {
            id: 'topic',
            label: 'thread:topic',
            fieldType: 'text-field',
            dataType: { kind: 'text', list: false },
            required: false
          }
        ]
      }
    },
    inputs: {
      channel: literal('joiners'),
      words: text('Please welcome ', pill('event', 'email')),
      topic: literal('People')
    }
  })
  const flowId = await newUserFlow(api, { name: 'Welcome people', doc: flowOf(event, filled) })
  await page.goto(`/flows/${flowId}`)
  await expect(flow.problems(0)).toBeVisible()
  await shoot(page, 'action-card-filled')
  await turnOn(api, flowId)
  await sendUser(practice, 'ada@acme.example')
  const list = runsList(page)
  await list.open(flowId)
  await list.link(list.row('succeeded')).click()
  const run = runPage(page)
  await expect(run.waterfall.row('Post message')).toBeVisible()
  await shoot(page, 'action-run')
  await run.waterfall.row('Post message').press('ArrowRight')
  await run.waterfall.row('Post').click()
  await expect(flow.card('Message to post')).toContainText('Please welcome')
  await shoot(page, 'action-run-inside')
})
