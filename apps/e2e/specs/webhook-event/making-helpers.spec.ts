import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures/test.ts'
import { eventDoc } from '../../pages/event-docs.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { makeFlow } from '../../pages/flow-docs.ts'
import { registrationDialog } from '../../pages/registration-dialog.ts'

/** Holds back responses to new flows, like a slow server, until they are released. */
const holdCreation = async (page: Page): Promise<() => void> => {
  let release = (): void => {}
  const wait = new Promise<void>(resolve => {
    release = resolve
  })
  await page.route(/makerFlows\.create/, async route => {
    await wait
    await route.continue()
  })
  return release
}

const openRegistration = async (page: Page, path: string) => {
  await page.goto(path)
  const configure = flowCanvas(page)
    .card('Webhook Event')
    .getByRole('button', { name: /^Configure/ })
  await configure.click()
  const shown = registrationDialog(page)
  await expect(shown.dialog).toBeVisible()
  return { ...shown, configure, applyButton: shown.dialog.getByRole('button', { name: 'Apply' }) }
}

test('changes cannot be applied while a flow is being created, and both helper flows can be created at once', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'User created', doc: eventDoc() })
  const { dialog, registration, deregistration, applyButton } = await openRegistration(page, path)
  const release = await holdCreation(page)
  await registration.create.click()
  await expect(applyButton).toBeDisabled()
  await expect(applyButton).toHaveAccessibleDescription(/Creating the new flow/)
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeVisible()
  await deregistration.create.click()
  await expect(registration.create).toHaveAttribute('aria-busy', 'true')
  await expect(deregistration.create).toHaveAttribute('aria-busy', 'true')
  release()
  await expect(registration.chooser).toHaveAccessibleName('Registration Flow: Register user created')
  await expect(deregistration.chooser).toHaveAccessibleName('Deregistration Flow: Deregister user created')
  await applyButton.click()
  await expect(dialog).toBeHidden()
})

test('a flow created after the dialog was closed opens no tab', { tag: '@long' }, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'User created', doc: eventDoc() })
  const { dialog, registration, configure } = await openRegistration(page, path)
  const release = await holdCreation(page)
  await registration.create.click()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  const answered = page.waitForResponse(/makerFlows\.create/)
  release()
  await answered
  await configure.click()
  await registration.chooser.click()
  await expect(page.getByRole('option', { name: /Register user created/ })).toBeVisible()
  expect(page.context().pages()).toHaveLength(1)
})

test('without permission to open a tab the notice explains how to open the flow', {
  tag: '@long'
}, async ({ api, page }) => {
  await page.addInitScript(() => {
    window.open = () => null
  })
  const { path } = await makeFlow(api, { name: 'User created', doc: eventDoc() })
  const { dialog, registration } = await openRegistration(page, path)
  await registration.create.click()
  await expect(
    dialog.getByText('“Register user created” was created. Open it with the arrow next to its name.')
  ).toBeVisible()
})
