import { literal, pill, text } from '@hookwright/model'
import { browserCookies } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { drag, flowCanvas } from '../../pages/flow-canvas.ts'
import { card, flowOf, inputsOf, makeFlow, textField } from '../../pages/flow-docs.ts'

const doc = flowOf(card('start', 'helper-flow', { config: { inputs: [] } }), card('compose', 'compose'))

const mapped = flowOf(
  card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }),
  card('compose', 'compose')
)

test('[row 14, 63a, 63b, 63c] a new flow is begun, saved under a name, and stands in the list after a reload', async ({
  api,
  page
}) => {
  const { path, connectorId, flowId } = await makeFlow(api, {})
  await makeFlow(api, { connectorId, name: 'User deleted' })
  await page.goto(path)
  await expectAccessible(page)
  await expect(page.getByRole('button', { name: /problems?$/ })).toBeHidden()
  await page.getByRole('button', { name: 'Add event' }).click()
  const chooser = page.getByRole('dialog', { name: 'Add event' })
  for (const name of ['Webhook Event', 'Webhook Event: Registration', 'Webhook Event: Deregistration'])
    await expect(chooser.getByRole('button', { name: new RegExp(`^${name} `) })).toBeVisible()
  await expectAccessible(page)
  await chooser.getByRole('button', { name: /^Webhook Event Starts/ }).click()
  await expect(page.getByRole('group', { name: 'Card 2 of 2, Return Outputs' })).toBeVisible()

  await page.keyboard.press('Control+s')
  const dialog = page.getByRole('dialog', { name: 'Save flow' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('Enter a name for the flow.')).toBeVisible()
  await dialog.getByLabel('Name').fill('User deleted')
  await expect(dialog.getByText('A flow named “User deleted” already exists here')).toBeVisible()
  await dialog.getByLabel('Name').fill('User/created')
  await expect(dialog.getByText(/may contain only letters, digits and spaces/)).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('Name').fill('User created')
  await dialog.getByLabel('Description').fill('Someone joined')
  await expect(dialog.getByRole('checkbox', { name: 'Save all data of deliveries and runs' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('heading', { name: 'User created' })).toBeVisible()
  await expect(page.getByText(/^Saved (just now|\d)/)).toBeVisible()

  await page.reload()
  await expect(page.getByRole('heading', { name: 'User created' })).toBeVisible()
  await expect(flowCanvas(page).card('Webhook Event')).toBeVisible()
  await page.goto(`/connectors/${connectorId}/flows`)
  await expect(page.getByRole('link', { name: 'User created' })).toBeVisible()
  const kept = await api.query<{ flow: { description: string; saveAll: boolean } }>('makerFlows.get', {
    flowId
  })
  expect(kept.flow).toMatchObject({ description: 'Someone joined', saveAll: true })
})

test('of two tabs the later one is asked: theirs, mine as a copy, or a look at both', {
  tag: '@long'
}, async ({ api, page, context }) => {
  // A page that hears of the other's save takes it over before one can type.
  await context.route('**/trpc/changes.watch*', route => route.abort())
  const { path, flowId } = await makeFlow(api, { name: 'Greet', doc })
  await page.goto(path)
  const mine = flowCanvas(page)
  await expect(mine.card('Compose')).toBeVisible()
  const other = await context.newPage()
  await other.goto(path)
  const theirs = flowCanvas(other)
  await theirs.field('Compose', 'Text').fill('Theirs')
  await theirs.title('Compose').click()
  await expect.poll(async () => (await inputsOf(api, flowId, 'compose'))?.text).toEqual(literal('Theirs'))

  await mine.field('Compose', 'Text').fill('Mine')
  const dialog = page.getByRole('dialog', { name: 'You saved this flow in another tab' })
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'Compare' }).click()
  const row = dialog.getByRole('row', { name: /^Text/ })
  await expect(row).toContainText('Mine')
  await expect(row).toContainText('Theirs')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Use the other tab’s version' }).click()
  await expect(dialog).toBeHidden()
  await expect(mine.field('Compose', 'Text')).toHaveText('Theirs')
  await expect(page.getByText(/^Saved/)).toBeVisible()

  await page.getByRole('button', { name: 'Undo use their version' }).click()
  await expect(mine.field('Compose', 'Text')).toHaveText('Mine')
  await expect.poll(async () => (await inputsOf(api, flowId, 'compose'))?.text).toEqual(literal('Mine'))

  await theirs.field('Compose', 'Text').fill('Theirs again')
  const question = other.getByRole('dialog', { name: 'You saved this flow in another tab' })
  await question.getByRole('button', { name: 'Save my version as a copy' }).click()
  await expect(other.getByRole('heading', { name: 'Greet copy' })).toBeVisible()
  await expect(flowCanvas(other).field('Compose', 'Text')).toHaveText('Theirs again')
  expect((await inputsOf(api, flowId, 'compose'))?.text).toEqual(literal('Mine'))
})

test('a save in another tab is shown when nothing is unsaved', { tag: '@long' }, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'Greet', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('Compose')).toBeVisible()
  const changed = structuredClone(doc)
  if (changed.cards.compose) changed.cards.compose.title = 'Greeting'
  await api.mutate('makerFlows.save', {
    flowId,
    baseDraft: 1,
    name: 'Greet',
    description: '',
    active: true,
    saveAll: true,
    doc: changed
  })
  await expect(async () => {
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
    await expect(canvas.card('Greeting')).toBeVisible({ timeout: 1_000 })
  }).toPass()
})

test('work that a crash of the tab kept from the server is offered again', { tag: '@long' }, async ({
  api,
  browser,
  installation
}) => {
  const { path, flowId } = await makeFlow(api, { name: 'Greet', doc })
  const context = await browser.newContext({ baseURL: installation.url })
  await context.addCookies(browserCookies(installation.url, api.cookie))
  const page = await context.newPage()
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('Compose')).toBeVisible()
  await page.route(/makerFlows\.save/, route => route.abort())
  await canvas.field('Compose', 'Text').fill('Kept')
  await expect(page.getByText(/Offline – \d+ unsaved changes?/)).toBeVisible()
  await expectAccessible(page)
  const crashed = await context.newCDPSession(page)
  void crashed.send('Page.crash').catch(() => {})
  await page.waitForEvent('crash')

  const again = await context.newPage()
  await again.goto(path)
  await expect(flowCanvas(again).field('Compose', 'Text')).toHaveText('')
  await expect(again.getByText(/Found \d+ unsaved changes? from/)).toBeVisible()
  await expectAccessible(again)
  await again.getByRole('button', { name: /^Restore/ }).click()
  await expect(flowCanvas(again).field('Compose', 'Text')).toHaveText('Kept')
  await expect.poll(async () => (await inputsOf(api, flowId, 'compose'))?.text).toEqual(literal('Kept'))
  await again.reload()
  await expect(flowCanvas(again).field('Compose', 'Text')).toHaveText('Kept')
  await expect(again.getByText(/^Found \d+ unsaved change/)).toBeHidden()
  await context.close()
})

test('a change is saved although the database of the browser has not answered since the save before', {
  tag: '@full'
}, async ({ api, page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest
  })
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc: mapped })
  await page.goto(path)
  const canvas = flowCanvas(page)
  const field = canvas.field('Compose', 'Text')
  const saved = async () => (await inputsOf(api, flowId, 'compose'))?.text
  await field.fill('Hello ')
  await expect.poll(saved).toEqual(literal('Hello '))
  await expect(canvas.savedWords).toBeVisible()

  await drag(page, canvas.pill('Helper Flow', 'Who'), field)
  await expect.poll(saved).toEqual(text('Hello ', pill('start', 'who')))
  await expect(canvas.savedWords).toBeVisible()
})

test('[row 66] the browser asks before it closes a page with unsaved work, and only then', {
  tag: '@full'
}, async ({ api, page, context }) => {
  const { path } = await makeFlow(api, { name: 'Greet', doc })
  await page.goto(path)
  const asked: string[] = []
  page.on('dialog', dialog => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  const canvas = flowCanvas(page)
  await canvas.field('Compose', 'Text').fill('Hello')
  await expect(page.getByText(/^Saved/)).toBeVisible()
  await page.reload()
  await expect(canvas.field('Compose', 'Text')).toHaveText('Hello')
  expect(asked).toEqual([])

  await context.setOffline(true)
  await canvas.field('Compose', 'Text').fill('Hello again')
  await expect(page.getByText(/Offline –/)).toBeVisible()
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await expect.poll(() => asked).toEqual(['beforeunload'])
  // Closing goes on after the answer; nothing may look at the page meanwhile.
  await closed
})
