import { deployChat, test } from '../../fixtures/acme-chat.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, sendUser } from '../../fixtures/greeting.ts'
import { expect } from '../../fixtures/test.ts'
import { drag } from '../../pages/flow-canvas.ts'
import { card, flowOf } from '../../pages/flow-docs.ts'
import { runPage, runsList } from '../../pages/history.ts'
import { newUserFlow, userFlowPage } from '../../pages/user-flow.ts'

const EVENT = 'User created'
const ACTION = 'Post message'

test('a flow acts at a second service: an action card with its own connection, options, mapped inputs and a custom field', {
  tag: '@full'
}, async ({ api, page, chat, installation: { practice } }) => {
  const { connectorId } = await makeGreeting(api, practice)
  await deployDraft(api, connectorId)
  const { connectorId: chatId } = await deployChat(api, chat)
  const flowId = await newUserFlow(api, { name: 'Announce joiners' })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await flow.addEvent(EVENT)
  const connect = async (card: string, name: string, apiKey: string): Promise<void> => {
    await flow.card(card).getByRole('button', { name: 'New connection' }).click()
    await flow.newConnection.getByLabel('Connection name').fill(name)
    await flow.newConnection.getByLabel('API key').fill(apiKey)
    await flow.newConnection.getByRole('button', { name: 'Create' }).click()
    await expect(flow.option(card, 'Connection')).toContainText(name)
  }
  await connect(EVENT, 'HR account', practice.apiKey)
  await flow.choose(EVENT, 'Event type', 'User created')

  await flow.openCards()
  const search = page.getByRole('combobox', { name: 'Search cards' })
  await search.fill('connector action')
  await expect(page.getByRole('option', { name: 'Connector action', exact: true })).toHaveCount(0)
  await search.fill('acme chat')
  await expect(page.getByRole('option', { name: /^Post message/ })).toContainText('Acme Chat')
  await expectAccessible(page)
  await search.fill('post mess')
  await page.keyboard.press('Enter')
  await expect(flow.title(ACTION)).toBeFocused()
  await expect(flow.card(ACTION)).toContainText('Acme Chat')
  await expect(flow.card(EVENT)).toContainText('Acme HR')
  // Required fields that nobody has touched yet are no errors.
  await expect(flow.unfilled).toBeVisible()

  await flow.option(ACTION, 'Connection').click()
  await expect(page.getByText('You have no Acme Chat connection yet.')).toBeVisible()
  await page.keyboard.press('Escape')
  await connect(ACTION, 'Chat bot', chat.apiKey)
  await expect(flow.option(EVENT, 'Connection')).toContainText('HR account')
  await flow.choose(ACTION, 'Channel', 'New joiners')
  await flow.choose(ACTION, 'Urgency', 'Urgent')
  await flow.field(ACTION, 'Text').fill('Please welcome ')
  await page.keyboard.press('Alt+m')
  await page.getByRole('option', { name: 'Greeting' }).click()
  await expect(flow.problems(0)).toBeVisible()

  await flow.card(ACTION).getByRole('button', { name: 'Add field' }).click()
  await page.keyboard.type('thread:topic')
  await page.keyboard.press('Enter')
  await flow.field(ACTION, 'thread:topic').fill('People')
  await flow.card(ACTION).getByRole('combobox', { name: 'Outputs to return' }).click()
  await page.getByRole('option', { name: 'Message ID' }).click()
  await page.keyboard.press('Escape')
  await expect(flow.pill(ACTION, 'Channel')).toHaveCount(0)
  await expect(flow.pill(ACTION, 'Message ID')).toBeVisible()
  await expectAccessible(page)

  const toggle = page.getByRole('switch', { name: 'Announce joiners' })
  await toggle.click()
  await expect(toggle).toBeChecked()
  await sendUser(practice, 'ada@acme.example')
  await expect(flow.live.getByRole('listitem').first()).toContainText('succeeded')
  expect(chat.posted).toEqual([
    {
      authorization: `Bearer ${chat.apiKey}`,
      body: {
        channel: 'joiners',
        text: 'Please welcome Hello, ada@acme.example',
        urgency: 'urgent',
        more: { 'thread:topic': 'People' }
      }
    }
  ])

  // The run shows both cards, and the flow of the action inside its card.
  const list = runsList(page)
  await list.open(flowId)
  await list.link(list.row('succeeded')).click()
  const run = runPage(page)
  await expect(run.waterfall.row(ACTION)).toBeVisible()
  await run.waterfall.row(ACTION).click()
  await page.keyboard.press('ArrowRight')
  await run.waterfall.row('Post').click()
  await expect(page.getByText('Announce joiners › Post message', { exact: true })).toBeVisible()
  // A run opens zoomed out as far as shows all its cards; their fields show from nearer.
  await page.getByRole('button', { name: 'Zoom to 100 %' }).click()
  await expect(flow.card('Message to post')).toContainText('Please welcome Hello, ada@acme.example')
  await expect(flow.card('Message to post')).toContainText('joiners')
  await expectAccessible(page, 'anywhere')

  // A connector without events receives nothing: its overview counts the runs of the flows that use it.
  await page.goto(`/connectors/${chatId}/overview`)
  const figure = page.getByRole('link', { name: /^Runs, 24 hours/ })
  await expect(figure).toContainText('1')
  await expect(figure).toHaveAttribute('href', new RegExp(`^/runs\\?.*${flowId}`))
  const offered = page.getByRole('table', { name: 'Events and actions' })
  await expect(offered.getByRole('columnheader', { name: 'Runs, 24 hours' })).toBeVisible()
  await expect(offered.getByRole('img', { name: '1 run in 24 hours, 0 failed' })).toBeVisible()
  const preview = page.getByRole('region', { name: 'As users see it' })
  await expect(preview.getByRole('list', { name: 'Options' })).toContainText('Channel')
  // The first touch loads the code of the real card, in which the fields can be tried.
  await page.keyboard.press('Tab')
  await expect(preview.getByRole('combobox', { name: 'Channel' })).toBeVisible()
  await expect(preview.locator('[data-editor]').first()).toBeVisible()
  await expectAccessible(page)
})

test('an action is dragged between two cards, undone, and copied into another flow', {
  tag: '@long'
}, async ({ api, page, chat }) => {
  await deployChat(api, chat)
  const cards = [card('start', 'helper-flow', { config: { inputs: [] } }), card('now', 'now')]
  const first = await newUserFlow(api, { name: 'First', doc: flowOf(...cards) })
  const second = await newUserFlow(api, { name: 'Second', doc: flowOf(...cards) })
  await page.goto(`/flows/${first}`)
  const flow = userFlowPage(page)
  await flow.openCards()
  await drag(page, page.getByRole('option', { name: /^Post message/ }), flow.card('Now'))
  await expect(flow.title(ACTION)).toBeFocused()
  await expect(flow.card(ACTION)).toContainText('Acme Chat')
  await flow.undo()
  await expect(flow.card(ACTION)).toHaveCount(0)
  await page.keyboard.press('Control+Shift+z')
  await flow.choose(ACTION, 'Channel', 'General')
  await flow.title(ACTION).click()
  await page.keyboard.press('Control+c')

  await page.goto(`/flows/${second}`)
  await flow.title('Now').click()
  await page.keyboard.press('Control+v')
  await expect(flow.option(ACTION, 'Channel')).toContainText('General')
  await expect(flow.card(ACTION)).toContainText('Acme Chat')
  await expect(flow.problems(2)).toBeVisible()
})
