import type { Page } from '@playwright/test'
import { loadSample } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, flowOf, makeFlow } from '../../pages/flow-docs.ts'
import { openOptions } from '../../pages/options-dialog.ts'
import { outputsDialog } from '../../pages/outputs-dialog.ts'

/** Viewport sizes: a phone, and a window of 1440 by 900 at 200 % zoom. */
const sizes = [
  { name: 'on a phone', width: 390, height: 844 },
  { name: 'at a zoom of 200 %', width: 720, height: 450 }
]

/** Event without options and outputs, as in a new flow. */
const bareEvent = flowOf(
  card('event', 'webhook-event', {
    config: { options: [], registrationFlowId: null, deregistrationFlowId: null }
  }),
  card('return', 'return-outputs', { config: { groups: [], runMode: false } })
)

/** Expects that the page does not scroll sideways and has no axe findings in either theme. */
const expectWhole = async (page: Page, width: number): Promise<void> => {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  await expectAccessible(page)
}

for (const { name, ...size } of sizes) {
  test(`[scenario 41] options are added ${name}`, { tag: '@full' }, async ({ api, page }) => {
    await page.setViewportSize(size)
    const { path } = await makeFlow(api, { name: 'User created', doc: bareEvent })
    const { canvas, dialog, option, addField, apply } = await openOptions(page, path)
    await option('field 1').label.fill('Event type')
    const kind = option('Event type')
    await kind.turnInto('Dropdown')
    await kind.addValue.click()
    await kind.display(1).fill('User created')
    await kind.value(1).fill('user.created')
    await addField.click()
    await option('field 2').label.fill('Department')
    await expect(dialog.getByText('Department', { exact: true }).first()).toBeAttached()
    await expectWhole(page, size.width)
    await expect(apply).toBeInViewport({ ratio: 1 })
    await apply.click()
    await expect(canvas.card('Webhook Event')).toContainText('Department')
    await expect(page.getByRole('region', { name: 'Cards of the flow' })).toBeVisible()
    await expectWhole(page, size.width)
  })

  test(`[scenario 41] output groups are added ${name}`, { tag: '@full' }, async ({ api, page }) => {
    await page.setViewportSize(size)
    const { path } = await makeFlow(api, { name: 'User created', doc: bareEvent })
    await page.goto(path)
    const outputs = outputsDialog(page)
    await outputs.open()
    for (const [group, fields] of [
      ['User', ['ID', 'Active']],
      ['Raw', ['Body']]
    ] as const) {
      await outputs.addGroup.click()
      await outputs.nameGroup(group)
      for (const label of fields) {
        await outputs.addOutput(group, label, label === 'Active' ? 'True/False' : undefined)
      }
    }
    await expectWhole(page, size.width)
    await expect(outputs.apply).toBeInViewport({ ratio: 1 })
    await outputs.apply.click()
    for (const label of ['ID', 'Active', 'Body']) {
      await expect(flowCanvas(page).card('Return Outputs')).toContainText(label)
    }
    await expectWhole(page, size.width)
  })

  test(`[scenario 41] a flow is turned on and off where it is drawn ${name}`, { tag: '@full' }, async ({
    api,
    page
  }) => {
    await page.setViewportSize(size)
    const { flowId } = await loadSample(api)
    await page.goto(`/flows/${flowId}`)
    const toggle = page.getByRole('switch', { name: 'Welcome new joiners' })
    await expect(toggle).toBeInViewport({ ratio: 1 })
    await toggle.click()
    await expect(toggle).toBeChecked()
    const panel = page.getByRole('dialog', { name: 'Switch of Welcome new joiners' })
    await expect(panel).toContainText('The flow is on')
    await expectWhole(page, size.width)
    await page.keyboard.press('Escape')
    await expect(panel).toBeHidden()
    await toggle.click()
    await expect(toggle).toHaveText('Off')
    await expectWhole(page, size.width)
  })
}
