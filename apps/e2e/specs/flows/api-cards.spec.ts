import { deployChat, test } from '../../fixtures/acme-chat.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, sendUser } from '../../fixtures/greeting.ts'
import { expect } from '../../fixtures/test.ts'
import { runPage, runsList } from '../../pages/history.ts'
import { newUserFlow, userFlowPage } from '../../pages/user-flow.ts'

const EVENT = 'User created'
const CUSTOM = 'Custom API Action'
const GET = 'API Get'

test('a flow calls the API of a connector and collects pages of a service without one, each card with its own connection', {
  tag: '@long'
}, async ({ api, page, chat, installation: { practice } }) => {
  test.setTimeout(180_000)
  const { connectorId } = await makeGreeting(api, practice)
  await deployDraft(api, connectorId)
  await deployChat(api, chat)
  const flowId = await newUserFlow(api, { name: 'Call APIs' })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await flow.addEvent(EVENT)
  const newConnection = async (card: string, name: string): Promise<void> => {
    await flow.card(card).getByRole('button', { name: 'New connection' }).click()
    await flow.newConnection.getByLabel('Connection name').fill(name)
  }
  const created = async (card: string, name: string): Promise<void> => {
    await flow.newConnection.getByRole('button', { name: 'Create' }).click()
    await expect(flow.option(card, 'Connection')).toContainText(name)
  }
  await newConnection(EVENT, 'HR account')
  await flow.newConnection.getByLabel('API key').fill(practice.apiKey)
  await created(EVENT, 'HR account')
  await flow.choose(EVENT, 'Event type', 'User created')

  await flow.openCards()
  const search = page.getByRole('combobox', { name: 'Search cards' })
  await search.fill('custom api')
  await page
    .getByRole('option', { name: /^Custom API Action/ })
    .filter({ hasText: 'Acme Chat' })
    .click()
  await expect(flow.card(CUSTOM)).toContainText('Acme Chat')
  await newConnection(CUSTOM, 'Chat bot')
  await flow.newConnection.getByLabel('API key').fill(chat.apiKey)
  await created(CUSTOM, 'Chat bot')
  await flow.choose(CUSTOM, 'Method', /^POST$/)
  await flow.field(CUSTOM, 'Path').fill('https://elsewhere.example/messages')
  await expect(flow.card(CUSTOM)).toContainText('This is a full URL.')
  await flow.field(CUSTOM, 'Path').fill('/messages')
  await flow.field(CUSTOM, 'Body').fill('{"text":"Welcome"}')
  await expect(flow.problems(0)).toBeVisible()

  await search.fill('api get')
  await page.getByRole('option', { name: GET, exact: true }).click()
  await expect(flow.card(GET)).toContainText('API Connector')
  await newConnection(GET, 'Members')
  await flow.newConnection.getByLabel('Base URL').fill(chat.url)
  await flow.newConnection.getByRole('combobox', { name: 'Authentication method' }).click()
  await page.getByRole('option', { name: 'Bearer token' }).click()
  await expect(flow.newConnection.getByLabel('User name')).toHaveCount(0)
  await flow.newConnection.getByLabel('Token').fill('token-of-members')
  await expectAccessible(page)
  await created(GET, 'Members')
  await flow.unfoldSettings(GET)
  await flow.choose(GET, 'Pagination', 'Page number')
  await flow.card(GET).getByRole('textbox', { name: 'Parameter' }).fill('page')
  await flow.card(GET).getByLabel('Records path').fill('members')
  await flow.field(GET, 'URL').fill('/members')
  await expect(flow.problems(0)).toBeVisible()
  await expect(flow.pill(GET, 'Records')).toBeVisible()
  await expect(flow.option(GET, 'Response')).toBeVisible()
  await expectAccessible(page)

  const toggle = page.getByRole('switch', { name: 'Call APIs' })
  await toggle.click()
  await expect(toggle).toBeChecked()
  await sendUser(practice, 'ada@acme.example')
  await expect(flow.live.getByRole('listitem').first()).toContainText('succeeded')
  expect(chat.posted).toEqual([{ authorization: `Bearer ${chat.apiKey}`, body: { text: 'Welcome' } }])

  const list = runsList(page)
  await list.open(flowId)
  await list.link(list.row('succeeded')).click()
  await runPage(page).waterfall.row(GET).click()
  await expect(page.getByText('Zoe').first()).toBeVisible()
})
