import { activateUsersFlow, joined } from '../../fixtures/active-flow.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deliveriesList, inspector, runPage, runsList } from '../../pages/history.ts'
import { userFlowPage } from '../../pages/user-flow.ts'
import { valuesOnCards } from '../../pages/values.ts'

test('going back from a run focuses the row that opened it', { tag: '@long' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  const heard = await activateUsersFlow(api, practice, { name: 'Welcome' })
  for (const name of ['ada', 'grace', 'linus']) await heard.send(joined(`${name}@acme.example`))
  const list = runsList(page)
  const { heading } = runPage(page)
  for (const flowId of [undefined, heard.flowId]) {
    await list.open(flowId)
    await expect(list.row('succeeded')).toHaveCount(flowId === undefined ? 4 : 3)
    await list.link(list.rows.nth(1)).focus()
    await page.keyboard.press('Enter')
    await expect(heading).toContainText('Run of Welcome')
    await page.goBack()
    await expect(list.link(list.rows.nth(1))).toBeFocused()
  }
  // From the canvas it is a line of what came last.
  await page.goto(`/flows/${heard.flowId}`)
  const newest = page.getByRole('list', { name: 'Newest deliveries' }).getByRole('link')
  await newest.nth(1).focus()
  await page.keyboard.press('Enter')
  await expect(heading).toContainText('Run of Welcome')
  await page.goBack()
  await expect(newest.nth(1)).toBeFocused()
  // On Home the link of the last run lies above its cards.
  await page.goto('/')
  const cards = page.getByRole('list', { name: 'Cards of the last run' }).getByRole('listitem')
  await expect(cards).not.toHaveCount(0)
  await cards.nth(1).click({ force: true })
  await expect(heading).toContainText('Run of Welcome')
})

test('going back from a run focuses the heading when its row is gone', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const heard = await activateUsersFlow(api, practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  await page.goto(`/flows/${heard.flowId}`)
  const newest = page.getByRole('list', { name: 'Newest deliveries' }).getByRole('link')
  await newest.focus()
  await page.keyboard.press('Enter')
  await expect(runPage(page).heading).toContainText('Run of Welcome')
  for (const name of ['bo', 'cy', 'di']) await heard.send(joined(`${name}@acme.example`))
  await page.goBack()
  await expect(newest).toHaveCount(3)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('a delivery that is closed and is not in the list leaves the focus on the heading of the list', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const heard = await activateUsersFlow(api, practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  const list = deliveriesList(page)
  await list.open()
  const id = await list.link(list.rows.first()).getAttribute('data-row')
  await page.goto(`/deliveries?status=refused&delivery=${id}`)
  const { panel } = inspector(page)
  await expect(panel).toContainText('succeeded')
  await panel.getByRole('button', { name: 'Close the inspector' }).press('Enter')
  await expect(panel).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('the values of a run and the panel that runs a card give the focus back to what opened them', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const heard = await activateUsersFlow(api, practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  await page.goto(`/flows/${heard.flowId}`)
  const flow = userFlowPage(page)
  const values = valuesOnCards(page)
  // They are shown already; who switches them on is told of which run they are.
  await values.toggle.press('Space')
  await values.toggle.press('Space')
  await expect(values.strip).toContainText('Values of the run')
  await values.strip.getByRole('button', { name: 'Hide values' }).press('Enter')
  await expect(values.strip).toBeHidden()
  await expect(values.toggle).toBeFocused()

  const { rows } = await api.query<{ rows: { id: string }[] }>('runs.list', { flowId: heard.flowId })
  await page.goto(`/flows/${heard.flowId}?run=${rows[0]?.id}`)
  await values.strip.getByRole('link', { name: 'Show last run' }).press('Enter')
  await expect(page).not.toHaveURL(/run=/)
  await expect(values.strip).toBeFocused()

  const problems = page.getByRole('button', { name: /^(No problems|\d+ (error|warning)s?)/ }).first()
  await problems.press('Enter')
  await expect(values.panel).toBeVisible()
  await values.panel.getByRole('button', { name: 'Close panel' }).press('Enter')
  await expect(values.panel).toBeHidden()
  await expect(problems).toBeFocused()

  await flow.title('Say').click()
  await page.keyboard.press('Control+Enter')
  await expect(values.panel).toContainText(/Succeeded/)
  await values.panel.getByRole('button', { name: 'Clear' }).press('Enter')
  await expect(values.runCard).toBeFocused()
  await values.panel.getByRole('button', { name: 'Close panel' }).press('Enter')
  await expect(flow.title('Say')).toBeFocused()
})
