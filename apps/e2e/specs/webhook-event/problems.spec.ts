import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { registrationDoc, requiredField } from '../../pages/event-docs.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, flowOf, makeFlow } from '../../pages/flow-docs.ts'
import { optionsDialog } from '../../pages/options-dialog.ts'
import { registrationDialog } from '../../pages/registration-dialog.ts'

/**
 * Creates an event with an incomplete second option, a dropdown without choices, and with an unmapped input
 * of its registration flow.
 */
const faulty = (registrationFlowId: string) =>
  flowOf(
    card('event', 'webhook-event', {
      config: {
        options: [
          requiredField('department', 'Department'),
          { ...requiredField('team', 'Team'), fieldType: 'dropdown' }
        ],
        registrationFlowId,
        deregistrationFlowId: null
      }
    }),
    card('return', 'return-outputs', { config: { groups: [], runMode: false } })
  )

test('a problem of the list leads into the dialog in which it is fixed, to its place, and goes when it is fixed', {
  tag: '@full'
}, async ({ api, page }) => {
  const { id: connectorId } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  const register = await makeFlow(api, {
    connectorId,
    name: 'Register hook',
    doc: registrationDoc(requiredField('topic', 'Topic'))
  })
  const { path } = await makeFlow(api, { connectorId, name: 'User created', doc: faulty(register.flowId) })
  await page.goto(path)
  await page
    .getByRole('button', { name: /^2 errors/ })
    .first()
    .click()
  const list = page.getByRole('list', { name: 'Problems' })

  await list.getByRole('button', { name: /“Team” is a dropdown without values/ }).click()
  const options = optionsDialog(page)
  await expect(options.option('Team').addValue).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.keyboard.type('North')
  await page.keyboard.press('Control+Enter')
  await expect(options.dialog).toBeHidden()
  const errors = list.getByRole('listitem').filter({ hasNot: page.getByRole('img', { name: 'Warning:' }) })
  await expect(errors).toHaveCount(1)

  await list.getByRole('button', { name: /Topic/ }).click()
  const { dialog, registration } = registrationDialog(page)
  await expect(registration.input('Topic')).toBeFocused()
  await page.keyboard.type('users')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
  expect(new URL(page.url()).searchParams.get('field')).toBeNull()
})

test('F8 stops at what is said on the card, and Enter goes from there into the dialog', {
  tag: '@long'
}, async ({ api, page }) => {
  const { id: connectorId } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  const { path } = await makeFlow(api, { connectorId, name: 'User created', doc: faulty('gone') })
  await page.goto(path)
  const event = flowCanvas(page).card('Webhook Event')
  await expect(page.getByRole('button', { name: /^2 errors/ }).first()).toBeVisible()

  await page.keyboard.press('F8')
  await expect(event.getByRole('button', { name: /“Team” is a dropdown without values/ })).toBeFocused()
  await page.keyboard.press('F8')
  await expect(event.getByRole('button', { name: /registration flow that no longer exists/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(registrationDialog(page).registration.chooser).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(event.getByRole('button', { name: /registration flow that no longer exists/ })).toBeFocused()
})
