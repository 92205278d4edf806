import { pill, text } from '@hookwright/model'
import { activatePeopleFlow, activateUsersFlow, joined, people } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { redraw } from '../../fixtures/redraw.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { compareRunsPage, deliveriesList, inspector, runPage, runsList } from '../../pages/history.ts'

test('[row 98a, 99] scenario 34: a batch of three is three runs, or one with the list', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { practice } = installation
  const each = await activatePeopleFlow(api, practice, { name: 'Each', runMode: 'each' })
  const list = runsList(page)
  await list.open(each.flowId)
  await expect(page.getByText('No runs yet')).toBeVisible()
  await each.send(people('Mira', 'Noa', 'Ola'))
  for (const number of [1, 2, 3]) await expect(list.row(`record ${number}`)).toHaveCount(1)
  await expect(list.row('succeeded')).toHaveCount(4)
  await expectAccessible(page)
  await list.link(list.row('record 2')).click()
  const run = runPage(page)
  await expect(run.heading).toContainText('Run of Each')
  await expect(flowCanvas(page).card('Greet')).toContainText('Hello Noa')

  const deliveries = deliveriesList(page)
  await deliveries.open(each.flowId)
  await deliveries.link(deliveries.rows.first()).click()
  const { tab } = inspector(page)
  await expect((await tab('Runs')).getByRole('listitem')).toHaveText([
    /Whole list/,
    /Record 1/,
    /Record 2/,
    /Record 3/
  ])
})

test('the run of a list links to the runs for its records, or gives the reason for none', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const each = await activatePeopleFlow(api, installation.practice, { name: 'Each', runMode: 'each' })
  await each.send(people('Mira', 'Noa', 'Ola'))
  const deliveries = deliveriesList(page)
  await deliveries.open(each.flowId)
  await deliveries.rows
    .first()
    .getByRole('link', { name: /^succeeded|^Open the run/ })
    .click()
  const records = page.getByRole('navigation', { name: 'Runs for each record' })
  await expect(records).toContainText('Ran for 3 records:')
  await expect(records.getByRole('link')).toHaveText([/Record 1/, /Record 2/, /Record 3/])
  await expect(flowCanvas(page).card('Greet')).toContainText('Runs for each record')
  await runPage(page).showRun()
  await expect(page.getByRole('region', { name: 'List of records' }).first()).toContainText('Mira')
  await expectAccessible(page)
  await records.getByRole('link', { name: /Record 2/ }).click()
  await expect(flowCanvas(page).card('Greet')).toContainText('Hello Noa')

  await deliveries.open(each.flowId)
  await deliveries.rows.first().getByRole('link', { name: '3 records: succeeded' }).click()
  await expect(runsList(page).rows).toHaveCount(4)

  await each.send({ person: { name: 'Pia' } })
  await deliveries.open(each.flowId)
  await expect(deliveries.rows).toHaveCount(2)
  await deliveries.rows
    .first()
    .getByRole('link', { name: /^Open the run/ })
    .click()
  await runPage(page).showRun()
  await expect(
    page.getByText('Body.people is missing in this delivery, so there were no records to run.')
  ).toBeVisible()
})

test('[row 99] a batch for a flow that takes lists is one run with all its records', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const heard = await activatePeopleFlow(api, installation.practice, { name: 'List', runMode: 'list' })
  const list = runsList(page)
  await list.open(heard.flowId)
  await heard.send(people('Mira', 'Noa', 'Ola'))
  await expect(list.rows).toHaveCount(1)
  await expect(list.rows).toContainText('succeeded')
  await list.link(list.rows.first()).click()
  await expect(flowCanvas(page).card('Greet')).toContainText('Hello Ola')
})

test('[row 109c, 109d] scenario 37: the steps of a run are opened one by one, with duration and outputs', async ({
  api,
  page,
  installation
}) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  const list = runsList(page)
  await list.open(heard.flowId)
  await expect(list.row('succeeded')).toHaveCount(1)
  await list.link(list.rows.first()).click()
  const run = runPage(page)
  const canvas = flowCanvas(page)
  await expect(run.heading).toContainText('Run of Welcome')
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('Run of Welcome')
  await expect(run.heading).toContainText('v1')
  await expect(run.place('3 cards · 3 steps')).toBeVisible()
  // Opened at the last thing that it did.
  await expect(run.waterfall.row('Ask the service')).toHaveAttribute('aria-selected', 'true')
  await expect(canvas.card('Say')).toContainText('Hello, ada@acme.example!')
  await expect(canvas.card('Say')).toContainText(/\d+ ms/)
  await expectAccessible(page)

  await run.open(new URL(page.url()).pathname.split('/').at(-1) ?? '', 1)
  await expect(run.place('Step 1 of 6')).toBeVisible()
  await expect(canvas.card('Say')).toContainText('Not reached')
  await run.on.click()
  await expect(run.place('Step 2 of 6')).toBeVisible()
  await expect(canvas.card('Webhook Event')).toContainText('POST')
  await expect(canvas.card('Greet')).toContainText('Not reached')
  await page.keyboard.press('j')
  await expect(run.aside).toContainText('Hello, ada@acme.example')
  await expect(run.aside).toContainText('Welcome › User created')
  await page.keyboard.press('j')
  await expect(run.place('Step 4 of 6')).toBeVisible()
  await page.keyboard.press('j')
  await expect(run.place('Step 5 of 6')).toBeVisible()
  await expect(page.getByText(/^Step 5 of 6, Say, succeeded/)).toBeAttached()
  await expect(page).toHaveURL(/step=5/)
  await expect(run.aside.getByRole('region', { name: 'Inputs' })).toContainText('Hello, ada@acme.example!')
  await run.on.click()
  await expect(run.aside.getByRole('region', { name: 'HTTP requests' })).toContainText('200')
  await expect(run.aside.getByRole('region', { name: 'Outputs' })).toContainText('Status Code')
  await expectAccessible(page)

  await run.replay.click()
  await page.getByRole('button', { name: 'Send requests again' }).click()
  await page.getByRole('button', { name: 'Open new run' }).click()
  await run.showRun()
  await expect(run.aside.getByRole('link', { name: 'the first run of the delivery' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Earlier run' })).toBeVisible()
  await run.aside.getByRole('link', { name: 'User created' }).click()
  await expect(page).toHaveURL(/\/deliveries\//)

  await redraw(api, heard.flowId, 'say', { text: text('Hi, ', pill('event', 'greeting')) })
  await page.getByRole('button', { name: 'Replay options' }).click()
  await expect(
    page.getByRole('menuitem', { name: /^With the current flow: revision 1, version 1 of/ })
  ).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: 'With the draft, without side effects' }).click()
  await page.getByRole('button', { name: 'Compare with old run' }).click()
  const comparison = compareRunsPage(page)
  await expect(comparison.heading).toHaveText('Two runs of Welcome')
  await expect(page.getByText('1 of 6 steps differs.')).toBeVisible()
  await expect(comparison.after).toContainText('Replay with the draft, without side effects')
  await expect(comparison.steps).toHaveText([/Say.*Changed/])
  await expect(comparison.differing('Say')).toContainText('Hello, ada@acme.example!')
  await expect(comparison.differing('Say')).toContainText('Hi, Hello, ada@acme.example')
  await expectAccessible(page)
  await page.keyboard.press('j')
  await expect(page.getByRole('heading', { name: 'Say' })).toBeFocused()
  await page.reload()
  await expect(comparison.steps).toHaveCount(1)
  await comparison.same.click()
  await expect(comparison.steps).toHaveCount(6)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await page.setViewportSize({ width: 1440, height: 900 })
  await comparison.steps.last().getByRole('link', { name: 'Step after' }).click()
  await expect(run.aside).toContainText('Not sent in this replay, which has no side effects')
  await expect(run.aside.getByRole('region', { name: 'HTTP requests' })).toHaveCount(0)
})

test('[row 109a, 109d] a failed run shows its card, the answer of the service, and advice', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, {
    name: 'Welcome',
    asks: '/nothing-here'
  })
  const list = runsList(page)
  await list.open()
  await heard.send(joined('ada@acme.example'))
  await expect(list.row('failed')).toContainText(/GET \S*\/nothing-here was answered with 404/)
  await list.filter('State', 'failed')
  await expect(page).toHaveURL(/status=failed/)
  await expect(list.rows).toHaveCount(1)
  await list.link(list.rows.first()).focus()
  await page.keyboard.press('Enter')
  const run = runPage(page)
  await expect(run.heading).toContainText('failed')
  const failed = run.aside.getByRole('region', { name: 'Error details' })
  await expect(failed).toContainText('The service responded with 404')
  await expect(failed).toContainText('unknown_path')
  await expect(failed).toContainText('Next step: Nothing was found at this URL')
  await expectAccessible(page)
  await expect(run.waterfall.row('Ask the service')).toHaveAttribute('aria-selected', 'true')
  await expect(flowCanvas(page).card('Ask the service')).toContainText('was answered with 404')
  const mend = run.aside.getByRole('link', { name: 'Open card in flow' })
  await expect(mend).toHaveAttribute('href', `/flows/${heard.flowId}?card=ask`)
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('tab', { name: 'Steps' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Error details' })).toBeVisible()
  await page.getByRole('tab', { name: 'Cards' }).click()
  await expect(page.getByRole('region', { name: 'Cards of the flow' })).toContainText('Ask the service')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await expectAccessible(page)
})

test('a registration is a run too, and opens on its helper flow', { tag: '@long' }, async ({
  api,
  page,
  installation
}) => {
  await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  const list = runsList(page)
  await list.open()
  await list.link(list.row('Registration')).click()
  const run = runPage(page)
  await expect(run.heading).toContainText('Registration of Register')
  const create = flowCanvas(page).card('Create subscription')
  await expect(create).toContainText(/\d+ ms/)
  await expect(create).not.toContainText(installation.practice.apiKey)
  await run.steps.filter({ hasText: 'Create subscription' }).click()
  await expect(run.aside.getByRole('region', { name: 'HTTP requests' })).toContainText('POST')
})
