import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { large, small } from '../../fixtures/shoot.ts'
import { signInAs } from '../../fixtures/sign-in-as.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowsPage } from '../../pages/flows-page.ts'
import { newUserFlow, userFlowPage } from '../../pages/user-flow.ts'

test.setTimeout(180_000)

test('a schedule is set up on its card, starts a run, and shows it in the history', { tag: '@long' }, async ({
  api,
  page
}) => {
  const flowId = await newUserFlow(api, { name: 'Nightly cleanup' })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await flow.addEvent('Scheduled Flow')
  const card = flow.card('Scheduled Flow')
  await expect(card.getByRole('list', { name: 'Next runs' }).getByRole('listitem')).toHaveCount(5)
  await flow.choose('Scheduled Flow', 'Runs', 'On selected days')
  await card.getByRole('button', { name: 'Monday' }).click()
  await expect(card.getByRole('button', { name: 'Monday' })).toHaveAttribute('aria-pressed', 'false')
  await card.getByRole('combobox', { name: 'Time zone' }).fill('Tokyo')
  await page.getByRole('option', { name: 'Asia/Tokyo' }).click()
  await expect(card.getByRole('list', { name: 'Next runs' })).toContainText('GMT+9')
  await expectAccessible(page)

  await flow.choose('Scheduled Flow', 'Runs', 'Cron expression')
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
  await expect(flow.live).toContainText(/Next run.*\w{3} \d\d:\d\d, Asia\/Tokyo/)
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
  await expect(flows.row('Nightly cleanup')).toContainText('Cron * * * * *, Asia/Tokyo')
})

test('a person runs a flow with values, and so does another member once it is shared', {
  tag: '@full'
}, async ({ api, page, visitor }) => {
  const flowId = await newUserFlow(api, { name: 'Invite a guest' })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await flow.addEvent('Delegated Flow')
  const card = flow.card('Delegated Flow')
  await card.getByRole('button', { name: 'Add input' }).click()
  await page.keyboard.type('Guest')
  await page.keyboard.press('Enter')
  await card.getByRole('switch', { name: 'Other members can run this flow' }).click()
  await expectAccessible(page)
  const toggle = page.getByRole('switch', { name: 'Invite a guest' })
  await toggle.click()
  await expect(toggle).toBeChecked()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Run Invite a guest' }).click()
  const form = page.getByRole('dialog', { name: 'Run Invite a guest' })
  await form.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(form).toContainText('Guest is required.')
  await expectAccessible(page)
  await form.getByRole('textbox', { name: 'Guest' }).fill('Jo')
  // A turned phone keeps the dialog and what is typed.
  for (const size of [small, large]) {
    await page.setViewportSize(size)
    await expect(page.getByRole('region', { name: 'Cards of the flow', includeHidden: true })).toBeVisible({
      visible: size === small
    })
    await expect(form.getByRole('textbox', { name: 'Guest' })).toHaveValue('Jo')
  }
  await form.getByRole('button', { name: 'Run', exact: true }).click()
  await form.getByRole('link', { name: 'Open run' }).click()
  await expect(page.getByText('Succeeded').first()).toBeVisible()
  const { rows } = await api.query<{ rows: { id: string }[] }>('runs.list', { flowId })
  const ran = await api.query<{ run: { steps: { outputs: object }[] } }>('runs.open', { runId: rows[0]?.id })
  expect(ran.run.steps[0]?.outputs).toMatchObject({ runBy: 'Ada Example' })

  await signInAs(api, visitor, { role: 'user', path: '/flows' })
  await visitor.getByRole('button', { name: 'Run Invite a guest' }).click()
  const theirs = visitor.getByRole('dialog', { name: 'Run Invite a guest' })
  await theirs.getByRole('textbox', { name: 'Guest' }).fill('Kim')
  await theirs.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(theirs).toContainText('The run was started.')
  await expectAccessible(visitor)
  await expect
    .poll(async () => (await api.query<{ rows: unknown[] }>('runs.list', { flowId })).rows.length)
    .toBe(2)
})
