import { activateUsersFlow, joined } from '../fixtures/active-flow.ts'
import { setFaults } from '../fixtures/practice-faults.ts'
import { makeFlowWithRules } from '../fixtures/ruled-greeting.ts'
import { large, shoot, small } from '../fixtures/shoot.ts'
import { signInAs } from '../fixtures/sign-in-as.ts'
import { openSignedFlow } from '../fixtures/signed-flow.ts'
import { expect, test } from '../fixtures/test.ts'
import { deliveriesList, inspector, replayMany, runPage, runsList } from '../pages/history.ts'
import { whyPage } from '../pages/why.ts'

test.setTimeout(240_000)

const none = '0197f2a4-0000-7000-8000-000000000000'

test('deliveries that did not run, and those of a run that failed', async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, {
    name: 'Ask for what is not there',
    asks: '/nothing-here'
  })
  await heard.send(joined('ada@acme.example'))
  await fetch(heard.eventUrl, { method: 'HEAD' })
  await api.mutate('connectors.describe', {
    connectorId: heard.connectorId,
    name: 'Acme People',
    description: '',
    branding: { accent: '#0f766e', docsUrl: 'https://docs.acme.example', logo: null }
  })
  const signed = await openSignedFlow(api, installation.practice, 'Welcome, signed')
  expect(await signed.send('evt_1', { key: 'guessed' })).toBe(401)
  const list = deliveriesList(page)
  await list.open()
  await expect(list.row('failed')).toHaveCount(1)
  await expect(list.row('filtered')).toHaveCount(1)
  await expect(list.row('refused')).toHaveCount(1)
  await shoot(page, 'deliveries-mixed')
  await list.link(list.row('failed')).click()
  const { panel } = inspector(page)
  await expect(panel).toContainText('Show failed step')
  await shoot(page, 'delivery-failed')
  await list.link(list.row('filtered')).click()
  await expect(panel).toContainText('only checks that the Event URL exists')
  await shoot(page, 'delivery-filtered')
  await list.link(list.row('refused')).click()
  await expect(panel).toContainText('The request was refused')
  await shoot(page, 'delivery-refused')
  await page.goto(`/deliveries/${none}`)
  await expect(page.getByText('does not exist').first()).toBeVisible()
  await shoot(page, 'delivery-gone')
  await page.goto(`/runs/${none}`)
  await expect(page.getByText('does not exist').first()).toBeVisible()
  await shoot(page, 'run-gone')
  await page.goto('/runs?status=queued')
  await expect(page.getByText('No matching runs')).toBeVisible()
  await shoot(page, 'runs-none-fits')
  await page.getByRole('button', { name: /^Filter( \(|$)/ }).click()
  await page.getByRole('combobox', { name: 'Time' }).click()
  await shoot(page, 'runs-time-filter', [large])
  await page.keyboard.press('Escape')
  await page.goto('/')
  await expect(page.getByText('Succeeded')).toBeVisible()
  await shoot(page, 'home-failed')
  await page.setViewportSize(small)
  const runs = runsList(page)
  await runs.open()
  await runs.link(runs.row('failed').first()).click()
  await page.getByRole('tab', { name: 'Cards' }).click()
  await shoot(page, 'run-cards', [small])
})

test('why a flow did not run', async ({ api, page, installation: { practice } }) => {
  const flowId = await makeFlowWithRules(api, practice, { name: 'Welcome' })
  const why = whyPage(page)
  await why.open(flowId)
  await expect(why.cause).toContainText('never turned on')
  await shoot(page, 'why-never-on')
  await setFaults(practice, { create: '403' })
  await why.act('Turn on').click()
  await expect(why.cause).toContainText('The registration failed.')
  await shoot(page, 'why-refused')
  await setFaults(practice, {})
  await why.act('Turn on').click()
  await expect(why.line('Last event')).toContainText('has not received an event')
  await shoot(page, 'why-nothing-came')
})

test('those who may not see values', async ({ api, visitor, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  await signInAs(api, visitor, { role: 'viewer', path: '/deliveries' })
  const list = deliveriesList(visitor)
  await expect(list.rows).toContainText('succeeded')
  await list.link(list.rows.first()).click()
  const { panel, tab } = inspector(visitor)
  await expect(panel).toContainText('Viewers cannot replay deliveries')
  await shoot(visitor, 'delivery-viewer')
  await tab('Request')
  await shoot(visitor, 'delivery-viewer-request')
  await (await tab('Runs')).getByRole('link', { name: 'First run' }).click()
  await expect(visitor.getByText('Viewers can see the status of a run')).toBeVisible()
  await shoot(visitor, 'run-viewer')
})

test('a run is replayed', async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  const runs = runsList(page)
  await runs.open()
  await runs.link(runs.row('succeeded').first()).click()
  await runPage(page).replay.click()
  await page.getByRole('button', { name: 'Send requests again' }).click()
  await expect(page.getByText('succeeded').first()).toBeVisible()
  await shoot(page, 'run-replayed')
})

test('deliveries are searched, and many are run again', async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, {
    name: 'Ask for what is not there',
    asks: '/nothing-here'
  })
  for (const name of ['ada', 'grace', 'linus', 'mira', 'noor', 'olga']) {
    await heard.send({ ...joined(`${name}@acme.example`), user: { id: 42 } })
  }
  const list = deliveriesList(page)
  const replays = replayMany(page)
  await list.open()
  await expect(list.row('failed')).toHaveCount(6)
  await list.filter('Time', 'Today')
  await list.filter('State', 'Failed')
  await list.search('body.user.id = 42')
  await expect(list.chips).toHaveCount(3)
  await shoot(page, 'deliveries-searched')
  await replays.open.click()
  await expect(replays.dialog).toContainText('6 deliveries of 1 flow')
  await shoot(page, 'replay-many', [large])
  await replays.rate('1 per second at most')
  await replays.dialog.getByRole('button', { name: 'Replay 6 deliveries' }).click()
  await expect(replays.bar).toContainText('of 6 deliveries replayed so far')
  await shoot(page, 'replay-many-running', [large])
  await expect(replays.bar).toContainText('6 deliveries replayed.')
  await shoot(page, 'replay-many-ended')
  await page.setViewportSize(small)
  await page.getByRole('button', { name: 'Filter (3)' }).click()
  await shoot(page, 'deliveries-filters-searched', [small])
  await replays.open.click()
  await expect(replays.dialog).toContainText('can be replayed')
  await shoot(page, 'replay-many-small', [small])
})
