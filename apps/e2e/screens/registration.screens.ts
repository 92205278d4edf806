import { literal, pill } from '@hookwright/model'
import { makeAcme } from '../fixtures/acme.ts'
import { shoot } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { deregistrationDoc, eventDoc, registrationDoc, requiredField } from '../pages/event-docs.ts'
import { flowCanvas } from '../pages/flow-canvas.ts'
import { makeFlow } from '../pages/flow-docs.ts'
import { registrationDialog } from '../pages/registration-dialog.ts'

test.setTimeout(240_000)

test('a registration is set up from nothing', async ({ api, page, installation }) => {
  const connectorId = await makeAcme(api, installation.practice)
  const { path } = await makeFlow(api, { connectorId, name: 'User created', doc: eventDoc() })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('Webhook Event')).toBeVisible()
  await shoot(page, 'registration-card-none')
  await canvas
    .card('Webhook Event')
    .getByRole('button', { name: /^Configure/ })
    .click()
  const { dialog, registration, deregistration, apply } = registrationDialog(page)
  await expect(dialog).toBeVisible()
  await shoot(page, 'registration-none')
  await registration.chooser.click()
  await shoot(page, 'registration-chooser-none')
  await page.keyboard.press('Escape')
  const [tab] = await Promise.all([page.waitForEvent('popup'), registration.create.click()])
  await expect(flowCanvas(tab).card('Webhook Registration')).toBeVisible()
  await shoot(tab, 'registration-skeleton')
  await tab.close()
  await shoot(page, 'registration-made')
  const [second] = await Promise.all([page.waitForEvent('popup'), deregistration.create.click()])
  await expect(flowCanvas(second).card('Webhook Deregistration')).toBeVisible()
  await shoot(second, 'deregistration-skeleton')
  await second.close()
  await shoot(page, 'registration-both')
  await apply()
  await expect(dialog).toBeHidden()
  await shoot(page, 'registration-card-both')
})

test('a registration is mapped, changed and removed', async ({ api, page }) => {
  const register = await makeFlow(api, {
    name: 'Register hook',
    doc: registrationDoc(
      requiredField('kind', 'Event type'),
      requiredField('topic', 'Topic that events are sent to'),
      { ...requiredField('active', 'Active'), dataType: { kind: 'boolean', list: false } }
    )
  })
  const { connectorId } = register
  await makeFlow(api, { connectorId, name: 'Announce address', doc: registrationDoc() })
  await makeFlow(api, { connectorId, doc: registrationDoc(requiredField('a', 'Secret')) })
  const remove = await makeFlow(api, { connectorId, name: 'Remove hook', doc: deregistrationDoc() })
  const doc = eventDoc({
    registration: register.flowId,
    deregistration: remove.flowId,
    inputs: {
      'registration.kind': pill('event', 'option.event_type'),
      'registration.gone': literal('hr'),
      'deregistration.gone': pill('event', 'option.department')
    }
  })
  const event = await makeFlow(api, { connectorId, name: 'User created', doc })
  await page.goto(event.path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('Webhook Event')).toBeVisible()
  await shoot(page, 'registration-card-stale')
  await canvas
    .card('Webhook Event')
    .getByRole('button', { name: /^Configure/ })
    .click()
  const { registration, deregistration, apply } = registrationDialog(page)
  await shoot(page, 'registration-stale')
  await registration.region.getByRole('button', { name: /^Map an option to Topic/ }).click()
  await shoot(page, 'registration-options')
  await page.keyboard.press('Escape')
  await registration.chooser.click()
  await shoot(page, 'registration-chooser')
  await page.keyboard.press('Escape')
  await deregistration.pail.click()
  await shoot(page, 'registration-half')
  await apply()
  await shoot(page, 'registration-card-half')
  await page.goto(`/connectors/${connectorId}/flows`)
  await page.getByRole('button', { name: /is used by/ }).click()
  await expect(page.getByRole('link', { name: 'User created' }).last()).toBeVisible()
  await shoot(page, 'flow-users')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More for Register hook' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByText('The flow is still in use.')).toBeVisible()
  await shoot(page, 'flow-in-use')
})
