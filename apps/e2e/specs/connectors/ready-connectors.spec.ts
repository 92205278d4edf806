import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { newUserFlow, userFlowPage } from '../../pages/user-flow.ts'

test('a ready connector is installed with one click, and its event starts a flow', {
  tag: '@long'
}, async ({ page, api }) => {
  await page.goto('/connectors/new')
  const ready = page.getByRole('group', { name: 'Ready-made connectors' })
  await ready.getByRole('option', { name: /^GitHub/ }).click()
  const panel = page.getByRole('form', { name: 'New connector' })
  await expect(panel.getByText('Tested with a third-party implementation')).toBeVisible()
  await expect(panel.getByText(/^emulate@0\.11\.2: sign-in, actions/)).toBeVisible()
  await expect(panel.getByRole('region', { name: 'Calls' })).toContainText('api.github.com, github.com')
  await expect(panel.getByRole('region', { name: 'Events' })).toContainText('Issue opened')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
  await panel.getByRole('button', { name: 'Install GitHub' }).click()

  await expect(page).toHaveURL(/\/connectors\/[0-9a-f-]{36}\/overview$/)
  await expect(page.getByText('Issues, pull requests, pushes and releases of repositories.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Gallery' })).toContainText('Up to date')
  await page.getByRole('link', { name: 'Compare with the gallery' }).click()
  await expect(page.getByRole('region', { name: 'Differences' })).toContainText('No differences.')
  await expect(page.getByRole('button', { name: 'Update drafts' })).toBeDisabled()
  await expectAccessible(page)

  const flowId = await newUserFlow(api, { name: 'Answer issues' })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await flow.addEvent('Issue opened')
  await expect(flow.card('Issue opened')).toBeVisible()
  await expect(flow.option('Issue opened', 'Repository')).toBeVisible()
})
