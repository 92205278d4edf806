import { joined } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { small } from '../../fixtures/shoot.ts'
import { openTeamsFlow } from '../../fixtures/teams-flow.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { runPage, runsList } from '../../pages/history.ts'
import { userFlowPage } from '../../pages/user-flow.ts'
import { valuesOnCards } from '../../pages/values.ts'

test('[row 109c, 109d] screens rows 56, 57 and 62: blocks and iterations of a run show values and times, a step has an address, and a failure its whole response', {
  tag: '@long'
}, async ({ api, page, context, installation }) => {
  const { practice } = installation
  const heard = await openTeamsFlow(api, practice, {
    name: 'Tell teams',
    teams: ['people', 'it'],
    asks: '/nowhere'
  })
  await heard.send(joined('ada@acme.example'))
  const list = runsList(page)
  await list.open(heard.flowId)
  await list.link(list.row('failed')).click()
  const run = runPage(page)
  const canvas = flowCanvas(page)
  const { table, row } = run.waterfall
  await expect(row('Iteration 2')).toHaveAttribute('aria-level', '2')
  await expect(row('Ask the service')).toContainText(/\d+ ms/)
  await expectAccessible(page)

  // From a card that goes through a list into one of its iterations, and on to the next.
  await row('Tell each team').click()
  await page.getByRole('button', { name: 'Open the 2 iterations' }).click()
  await expect(run.place('Step 6 of 14')).toBeVisible()
  await page.getByRole('button', { name: 'Next iteration' }).click()
  await expect(row('Helper Flow').nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(row('Helper Flow').nth(1)).toBeInViewport()
  await run.on.click()
  await expect(canvas.card('Words')).toContainText('Dear it')
  await expect(canvas.card('Return words')).toContainText('Not reached')
  await expect(page).toHaveURL(/step=10/)

  // By keys alone to what stands inside the block.
  await row('Words').nth(1).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(run.place('Step 13 of 14')).toBeVisible()
  await expect(canvas.card('Say')).toContainText('Hello, ada@acme.example!')
  await expect(canvas.card('Ask the service')).toContainText('Not reached')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(row('Is someone new\\?')).toBeFocused()

  // The step is what its address says, in a page that was never open before, on a small screen too.
  const fresh = await context.newPage()
  await fresh.setViewportSize(small)
  await fresh.goto(page.url().replace('step=13', 'step=14'))
  const failed = fresh.getByRole('region', { name: 'Error details' })
  await expect(failed).toContainText('The service responded with 404')
  await expect(failed.getByRole('region', { name: 'Response of the service' })).toContainText('unknown_path')
  await failed.getByText(/^\d+ headers$/).click()
  await expect(failed).toContainText('content-type: application/json')
  await expect(failed).toContainText('Next step: Nothing was found at this URL')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await failed.getByRole('button', { name: 'Copy as Markdown' }).click()
  const report = await fresh.evaluate(() => navigator.clipboard.readText())
  expect(report).toContain('# Run of Tell teams failed: The service responded with 404')
  expect(report).toContain('| 14 | Ask the service | failed |')
  expect(report).not.toContain(practice.apiKey)
  await expect(runPage(fresh).waterfall.row('Ask the service')).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(fresh)
  await expect(table).toBeVisible()
})

test('screens row 54: the draft is edited with the data of a run, which is compared with the next one', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const heard = await openTeamsFlow(api, installation.practice, {
    name: 'Tell teams',
    teams: ['people'],
    asks: '/nowhere'
  })
  await heard.send(joined('ada@acme.example'))
  await heard.send(joined('bo@acme.example'))
  const list = runsList(page)
  await list.open(heard.flowId)
  await expect(list.row('failed')).toHaveCount(2)
  await list.link(list.rows.last()).click()
  const run = runPage(page)
  await run.compareWith(/failed.*Next run/)
  await expect(page).toHaveURL(/\/compare\?with=/)
  await expect(page.getByText('bo@acme.example').first()).toBeVisible()
  await page.goBack()

  await run.editDraft.click()
  const flow = userFlowPage(page)
  const values = valuesOnCards(page)
  const pinned = page.getByRole('region', { name: 'Pinned' })
  await expect(pinned).toContainText('2 cards use pinned outputs of the run')
  await expect(pinned).toContainText('Deliveries never use pins.')
  await expect(flow.card('Say')).toContainText('Pinned')
  await expect(values.of(flow.card('Say')).last()).toHaveText('Hello, ada@acme.example!')
  await expectAccessible(page, 'anywhere')

  // The card that failed is mended and tried out with what was pinned before it; a later event changes nothing of that.
  await heard.send(joined('cy@acme.example'))
  await flow.title('Say').click()
  await page.keyboard.press('Control+Enter')
  await expect(values.panel).toContainText('Fields are filled with pinned values of earlier cards')
  await expect(values.panel.getByRole('region', { name: 'Outputs' })).toContainText(
    'Hello, ada@acme.example!'
  )

  await pinned.getByRole('button', { name: 'Unpin a card' }).click()
  await page.getByRole('menuitem', { name: 'Say' }).click()
  await expect(pinned).toContainText('1 card uses pinned outputs')
  // Pins outlive the page, and name what is gone from the draft.
  await page.reload()
  await expect(pinned).toContainText('1 card uses pinned outputs')
  await pinned.getByRole('button', { name: 'Unpin all' }).click()
  await expect(pinned).toBeHidden()
  await expect(values.of(flow.card('Say')).last()).toHaveText('Hello, cy@acme.example!')
})
