import { joined } from '../fixtures/active-flow.ts'
import { large, shoot, small } from '../fixtures/shoot.ts'
import { openTeamsFlow } from '../fixtures/teams-flow.ts'
import { expect, test } from '../fixtures/test.ts'
import { runPage, runsList } from '../pages/history.ts'

test.setTimeout(300_000)

test('a run with iterations and a block is opened, with its waterfall', async ({
  api,
  page,
  installation
}) => {
  const heard = await openTeamsFlow(api, installation.practice, {
    name: 'Tell teams of newcomers',
    teams: ['people', 'it', 'sales'],
    asks: '/nothing-here'
  })
  await heard.send(joined('ada@acme.example'))
  const list = runsList(page)
  await list.open(heard.flowId)
  await expect(list.row('failed')).toHaveCount(1)
  await list.link(list.row('failed')).click()
  const run = runPage(page)
  await expect(run.steps.first()).toBeVisible()
  await shoot(page, 'trace-failed')
  await page.getByRole('row', { name: /^Tell each team/ }).click()
  await shoot(page, 'trace-each', [large])
  await page.getByRole('button', { name: /^Open the .*iteration/ }).click()
  await page.getByRole('button', { name: 'Next iteration' }).click()
  await shoot(page, 'trace-iteration')
  await page.setViewportSize(small)
  await shoot(page, 'trace-waterfall', [small])
})

test('a draft is edited with the data of a run, which is compared with another one', async ({
  api,
  page,
  installation
}) => {
  const heard = await openTeamsFlow(api, installation.practice, {
    name: 'Tell teams of newcomers',
    teams: ['people', 'it'],
    asks: '/nothing-here'
  })
  for (const name of ['ada', 'bo', 'cy']) await heard.send(joined(`${name}@acme.example`))
  const list = runsList(page)
  await list.open(heard.flowId)
  await expect(list.row('failed')).toHaveCount(3)
  await list.link(list.rows.nth(1)).click()
  const run = runPage(page)
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await shoot(page, 'trace-compare-with', [large])
  await page.keyboard.press('Escape')
  await run.editDraft.click()
  await expect(page.getByRole('region', { name: 'Pinned' })).toContainText('pinned outputs')
  await shoot(page, 'trace-pinned')
  await page.getByRole('button', { name: 'Unpin a card' }).click()
  await shoot(page, 'trace-unpin', [large])
})
