import { activatePeopleFlow, activateUsersFlow, joined, people } from '../fixtures/active-flow.ts'
import { large, shoot, small } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { deliveriesList, inspector, runPage, runsList } from '../pages/history.ts'

test.setTimeout(300_000)

test('deliveries are listed and looked into', async ({ api, page, installation }) => {
  const { practice } = installation
  const list = deliveriesList(page)
  await list.open()
  await expect(page.getByText('No deliveries yet')).toBeVisible()
  await shoot(page, 'deliveries-none')
  const heard = await activateUsersFlow(api, practice, { name: 'Welcome new joiners' })
  for (const name of ['ada', 'grace', 'linus', 'mira', 'noor']) {
    await heard.send(joined(`${name}@acme.example`), { 'x-acme-event': 'user.created' })
  }
  await heard.send({ eventType: 'user.created', record: {}, more: { tags: ['a', 'b'], level: 3, ok: true } })
  await list.open()
  await expect(list.rows).toHaveCount(6)
  await expect(list.row('succeeded')).toHaveCount(6)
  await shoot(page, 'deliveries')
  await list.pause.click()
  await heard.send(joined('olga@acme.example'))
  await heard.send(joined('priya@acme.example'))
  await expect(list.pill('2 new')).toBeVisible()
  await shoot(page, 'deliveries-paused')
  await list.goLive.click()
  await expect(list.rows).toHaveCount(8)
  await list.link(list.rows.nth(2)).click()
  const { panel, tab } = inspector(page)
  await expect(panel).toContainText('Received')
  await shoot(page, 'delivery-summary')
  for (const name of ['Request', 'Outputs', 'Runs', 'Copy as'] as const) {
    await tab(name)
    await shoot(page, `delivery-${name.toLowerCase().replace(' ', '-')}`)
  }
  await page.getByRole('link', { name: 'Open as a full page' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await shoot(page, 'delivery-page')
  await page.goto('/deliveries?status=refused')
  await expect(page.getByText('No matching deliveries')).toBeVisible()
  await shoot(page, 'deliveries-none-fits', [large])
  await page.setViewportSize(small)
  await page.getByRole('button', { name: 'Filter (1)' }).click()
  await shoot(page, 'deliveries-filters', [small])
})

test('runs are listed, and opened on the flow that they ran', async ({ api, page, installation }) => {
  const { practice } = installation
  const list = runsList(page)
  await list.open()
  await expect(page.getByText('No runs yet')).toBeVisible()
  await shoot(page, 'runs-none', [large])
  const heard = await activateUsersFlow(api, practice, {
    name: 'Ask for what is not there',
    asks: '/nothing-here'
  })
  for (const name of ['ada', 'grace']) await heard.send(joined(`${name}@acme.example`))
  await list.open(heard.flowId)
  await expect(list.row('failed')).toHaveCount(2)
  await shoot(page, 'runs')
  await list.link(list.row('failed').first()).click()
  const run = runPage(page)
  await expect(run.place('5 steps').or(run.steps.first())).toBeVisible()
  await shoot(page, 'run-failed')
  await expect(run.aside.getByRole('region', { name: 'Error details' })).toBeVisible()
  await shoot(page, 'run-failed-step')
  await run.back.click()
  await shoot(page, 'run-step')
  await run.steps.filter({ hasText: 'Greet' }).click()
  await shoot(page, 'run-step-inside')
  await list.open()
  await list.link(list.row('Registration')).click()
  await run.steps.filter({ hasText: 'Create subscription' }).click()
  await expect(run.aside.getByRole('region', { name: 'HTTP requests' })).toBeVisible()
  await shoot(page, 'run-registration')
})

test('a delivery with several records', async ({ api, page, installation }) => {
  const heard = await activatePeopleFlow(api, installation.practice, {
    name: 'Greet each newcomer',
    runMode: 'each'
  })
  await heard.send(people('Mira', 'Noa', 'Ola'))
  const list = deliveriesList(page)
  await list.open(heard.flowId)
  await expect(list.rows).toContainText('3 records')
  await expect(list.rows).toContainText('succeeded')
  await list.link(list.rows.first()).click()
  const { tab } = inspector(page)
  await tab('Runs')
  await shoot(page, 'delivery-records')
  await tab('Outputs')
  await shoot(page, 'delivery-records-outputs')
})
