import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect } from '../../fixtures/test.ts'
import { pollTickets, test } from '../../fixtures/ticket-list.ts'
import { deployByApi } from '../../pages/deploy-by-api.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { makeFlow } from '../../pages/flow-docs.ts'
import { newUserFlow, userFlowPage } from '../../pages/user-flow.ts'

test.setTimeout(240_000)

test('a polled event is built, tried and deployed; a new record then runs a user’s flow', {
  tag: '@long'
}, async ({ api, page, list }) => {
  const { id: otherId } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme Desk' })
  const blank = await makeFlow(api, { connectorId: otherId, name: 'New invoice' })
  await page.goto(blank.path)
  await page.getByRole('button', { name: 'Add event' }).click()
  await page
    .getByRole('dialog', { name: 'Add event' })
    .getByRole('button', { name: /^Polling Monitor/ })
    .click()
  const canvas = flowCanvas(page)
  await expect(canvas.card('Polling Monitor')).toContainText('Cursor')
  await expect(canvas.card('Return Outputs')).toContainText('New cursor')
  await expect(canvas.card('Return Outputs')).not.toContainText('Run mode')
  await expectAccessible(page)

  list.tickets.push({ id: 1, title: 'Printer is on fire' })
  const made = await makeFlow(api, { name: 'New ticket', doc: pollTickets(list.url) })
  await page.goto(made.path)
  await page.getByRole('button', { name: 'Run here' }).click()
  const panel = page.getByRole('region', { name: 'Problems and runs' })
  await panel.getByRole('textbox', { name: 'Cursor' }).fill('0')
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel.getByText(/^Succeeded/)).toBeVisible()
  await expectAccessible(page)
  await deployByApi(api, made.connectorId)

  const flowId = await newUserFlow(api, { name: 'Call the fire brigade' })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await page.getByRole('button', { name: 'Add event' }).click()
  await expect(flow.chooser.getByRole('button', { name: /^New ticket/ })).toContainText(
    'polled on a schedule'
  )
  await flow.chooser.getByRole('button', { name: /^New ticket/ }).click()
  const card = flow.card('New ticket')
  const every = card.getByRole('textbox', { name: /^Every/ })
  await expect(every).toHaveValue('5')
  await expect(card).toContainText('Each record')
  await flow.choose('New ticket', 'Polls', 'Cron expression')
  await card.getByRole('textbox', { name: 'Cron' }).fill('* * * * * *')
  await expect(card).toContainText('A schedule cannot have seconds: a flow starts at most once a minute.')
  await flow.choose('New ticket', 'Polls', 'Every few minutes')
  await every.fill('1')
  await expect(flow.problems(0)).toBeVisible()
  await expectAccessible(page)

  const toggle = page.getByRole('switch', { name: 'Call the fire brigade' })
  await toggle.click()
  await expect(toggle).toBeChecked()
  await expect(page.getByRole('dialog', { name: 'Switch of Call the fire brigade' })).toContainText(
    'Next poll'
  )
  await expect(page.getByText('Event URL')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.goto(`/flows/${flowId}/runs`)
  await expect(page.getByRole('table', { name: 'Runs' })).toContainText('Poll')

  list.tickets.push({ id: 2, title: 'Fire is spreading' })
  await page.goto(`/flows/${flowId}`)
  // The service is polled at the next full minute.
  const deliveries = flow.live.getByRole('list', { name: 'Newest deliveries' })
  await expect(deliveries).toBeVisible({ timeout: 75_000 })
  await deliveries.getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('Succeeded').first()).toBeVisible()
  await page.goto(`/flows/${flowId}/why`)
  await expect(page.getByText('The last poll succeeded.')).toBeVisible()
  await expect(page.getByText('Event URL')).toHaveCount(0)
  await expectAccessible(page)

  list.setDown(true)
  await page.goto(`/flows/${flowId}`)
  await expect(
    page.getByText('The last poll failed. The next poll starts from the same cursor.')
  ).toBeVisible({ timeout: 75_000 })
  await page.getByRole('link', { name: 'Open the poll' }).click()
  await expect(page.getByText('Failed').first()).toBeVisible()
  await expectAccessible(page)
})
