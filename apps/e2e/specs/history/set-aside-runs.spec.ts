import type { TestApi } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { turnOn } from '../../fixtures/greeting.ts'
import { makePeopleFlow, tellingCards } from '../../fixtures/people-flow.ts'
import { setFaults } from '../../fixtures/practice-faults.ts'
import { large, small } from '../../fixtures/shoot.ts'
import { expect, test } from '../../fixtures/test.ts'
import { sendPeople } from '../../pages/user-flow.ts'

interface Row {
  id: string
  status: { is: string; waitsFor?: { tried?: number } }
}

const newest = async (api: TestApi, flowId: string): Promise<Row | undefined> =>
  (await api.query<{ rows: Row[] }>('runs.list', { flowId, limit: 1 })).rows[0]

test('a run for a busy service waits with its reason; it continues on request, and is closed when it is on hold', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { practice } = installation
  const { flowId } = await makePeopleFlow(api, practice, {
    name: 'Pass on',
    runMode: 'list',
    cards: tellingCards({ retry: 'always' })
  })
  await turnOn(api, flowId)
  await setFaults(practice, { create: '500' })
  const send = () => sendPeople(api, flowId, [{ name: 'Ada', email: 'ada@acme.test', active: true }])
  await send()

  await page.goto('/runs?status=waiting')
  await page.getByRole('link', { name: /Pass on, waiting/ }).click()
  const summary = page.getByRole('status').filter({ hasText: /Waiting: attempt \d of 9 failed/ })
  await expect(summary).toContainText('because Acme HR answered 500')
  await expectAccessible(page, 'anywhere')
  await setFaults(practice, {})
  await summary.getByRole('button', { name: 'Retry now' }).click()
  await expect(page.getByText('succeeded').first()).toBeVisible()

  await setFaults(practice, { create: '500' })
  await send()
  await expect.poll(async () => (await newest(api, flowId))?.status.is).toBe('waiting')
  for (let tried = 1; tried < 9; tried++) {
    const run = await newest(api, flowId)
    if (run?.status.is !== 'waiting') break
    const before = run.status.waitsFor?.tried ?? 0
    await expect
      .poll(async () => {
        const status = (await newest(api, flowId))?.status
        if (status?.is !== 'waiting') return status?.is === 'on-hold'
        if ((status.waitsFor?.tried ?? 0) > before) return true
        // Refused while an attempt is under way.
        await api.mutate('runs.goOn', { runId: run.id }).catch(() => {})
        return false
      })
      .toBe(true)
  }
  await page.goto('/runs')
  await page.getByRole('button', { name: /^Filter/ }).click()
  await page.getByRole('button', { name: '1 on hold' }).click()
  await expect(page).toHaveURL(/status=on-hold/)
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: /Pass on, on hold/ }).click()
  const onHold = page.getByRole('status').filter({ hasText: 'The run is on hold' })
  await expect(onHold).toContainText('“Tell Acme HR” failed 9 times')
  await expectAccessible(page, 'anywhere')
  await onHold.getByRole('button', { name: 'Close' }).press('Enter')
  const question = page.getByRole('alertdialog', { name: 'Close the run?' })
  await expect(question).toContainText('the run cannot be resumed')
  await expectAccessible(page)
  // A turned phone keeps the question.
  for (const size of [small, large]) {
    await page.setViewportSize(size)
    await expect(page.getByRole('tab', { name: 'Cards', includeHidden: true })).toBeVisible({
      visible: size === small
    })
    await expect(question).toBeVisible()
  }
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await onHold.getByRole('button', { name: 'Close' }).press('Enter')
  await question.getByRole('button', { name: 'Close the run' }).press('Enter')
  await expect(page.getByText('cancelled').first()).toBeVisible()
})
