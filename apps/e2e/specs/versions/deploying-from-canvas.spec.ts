import { expect, test } from '../../fixtures/test.ts'
import { eventDoc } from '../../pages/event-docs.ts'
import { makeFlow } from '../../pages/flow-docs.ts'
import { deploymentPage } from '../../pages/versions.ts'

test('a maker deploys from the canvas by two dialogs, which name the warnings', { tag: '@full' }, async ({
  api,
  page
}) => {
  const { path } = await makeFlow(api, { name: 'User created', doc: eventDoc() })
  await page.goto(path)
  await page.getByRole('link', { name: 'Deploy v1…' }).click()
  const creating = page.getByRole('dialog', { name: 'Create test version' })
  await expect(creating).toContainText(
    'When a user turns a flow on, no subscription is created in the service.'
  )
  await creating.getByRole('button', { name: 'Create and continue' }).click()
  const deploying = page.getByRole('dialog', { name: 'Deploy version 1' })
  await expect(deploying).toContainText(
    'When a user turns a flow on, no subscription is created in the service.'
  )
  await deploying.getByRole('button', { name: 'Deploy version 1' }).click()
  await expect(deploying).toBeHidden()
  await expect(deploymentPage(page).version(1)).toContainText('Deployed')
  await page.reload()
  await expect(deploymentPage(page).draft).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.goto(path)
  await expect(page.getByText('v1 deployed')).toBeVisible()
})
