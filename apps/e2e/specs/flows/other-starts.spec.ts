import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowsPage } from '../../pages/flows-page.ts'
import { newUserFlow, userFlowPage } from '../../pages/user-flow.ts'

test.setTimeout(180_000)

test('a schedule is set up on its card, starts a run, and shows it in the history', { tag: '@full' }, async ({
  api,
  page
}) => {
  const flowId = await newUserFlow(api, { name: 'Nightly cleanup' })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await flow.addEvent('Scheduled Flow')
  const card = flow.card('Scheduled Flow')
  await expect(card.getByRole('list', { name: 'Next runs' }).getByRole('listitem')).toHaveCount(5)
  await flow.choose('Scheduled Flow', 'Runs', 'On weekdays')
  await card.getByRole('button', { name: 'Monday' }).click()
  await expect(card.getByRole('button', { name: 'Monday' })).toHaveAttribute('aria-pressed', 'false')
  await card.getByRole('combobox', { name: 'Time zone' }).fill('Tokyo')
  await page.getByRole('option', { name: 'Asia/Tokyo' }).click()
  await expect(card.getByRole('list', { name: 'Next runs' })).toContainText('GMT+9')
  await expectAccessible(page)

  await flow.choose('Scheduled Flow', 'Runs', 'By cron text')
  await card.getByRole('textbox', { name: 'Cron' }).fill('* * * * * *')
  await expect(card).toContainText('A schedule cannot have seconds: a flow starts at most once a minute.')
  await expect(flow.problems(1)).toBeVisible()
  await expectAccessible(page)
  await card.getByRole('textbox', { name: 'Cron' }).fill('* * * * *')
  await expect(flow.problems(0)).toBeVisible()

  const toggle = page.getByRole('switch', { name: 'Nightly cleanup' })
  await toggle.click()
  await expect(toggle).toBeChecked()
  await expect(page.getByRole('dialog', { name: 'Switch of Nightly cleanup' })).toContainText('Next run')
  await expect(flow.live).toContainText('Next run')
  await expect(page.getByText('Event URL')).toHaveCount(0)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  // The schedule runs at the next full minute.
  await expect(flow.live.getByRole('list', { name: 'Newest deliveries' })).toBeVisible({ timeout: 75_000 })
  await flow.live.getByRole('list', { name: 'Newest deliveries' }).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('Succeeded').first()).toBeVisible()
  await expectAccessible(page)

  await page.goto(`/flows/${flowId}/why`)
  await expect(page.getByText('The last scheduled start was accepted and the flow ran.')).toBeVisible()
  await expect(page.getByText('Event URL')).toHaveCount(0)
  const flows = flowsPage(page)
  await flows.open()
  await expect(flows.row('Nightly cleanup')).toContainText('Scheduled Flow · Cron * * * * *')
})
