import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, flowOf, makeFlow } from '../../pages/flow-docs.ts'

// review: screens 6
test('warnings are counted apart from errors, in amber, and lead to the dialog that fixes them', {
  tag: '@full'
}, async ({ api, page }) => {
  const doc = flowOf(
    card('event', 'webhook-event', {
      config: { options: [], registrationFlowId: null, deregistrationFlowId: null }
    }),
    card('return', 'return-outputs', { config: { groups: [], runMode: false } })
  )
  const { path } = await makeFlow(api, { name: 'User created', doc })
  await page.goto(path)
  await expect(page.getByRole('button', { name: 'No problems', exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: '3 warnings', exact: true }).first().click()
  await expect(flowCanvas(page).card('Webhook Event')).toHaveAccessibleName(/, 2 warnings$/)
  const list = page.getByRole('list', { name: 'Problems' })
  await expect(list.getByRole('img', { name: 'Warning:' })).toHaveCount(3)
  await expectAccessible(page, 'anywhere')
  await list.getByRole('button', { name: /no subscription is created/ }).click()
  await expect(page.getByRole('dialog', { name: 'Webhook registration' })).toBeVisible()
})
