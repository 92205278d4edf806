import { activatePeopleFlow, activateUsersFlow, joined, people } from '../fixtures/active-flow.ts'
import { makeExpiring, turnOnExpiring } from '../fixtures/expiring.ts'
import { shoot } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { flowCanvas } from '../pages/flow-canvas.ts'
import { deliveriesList, runPage, runsList } from '../pages/history.ts'
import { registrationDialog } from '../pages/registration-dialog.ts'

test.setTimeout(240_000)

test('a subscription that ends is renewed and compared, and what is left at the service is found', async ({
  api,
  page,
  installation: { practice, url }
}) => {
  const { connectorId, flowId } = await turnOnExpiring(api, practice)
  await page.goto(`/flows/${flowId}`)
  const life = page.getByRole('region', { name: 'Subscription at the service' })
  await expect(life).toContainText('Renews in')
  await shoot(page, 'life-renews')
  await fetch(`${practice.url}/api/subscriptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${practice.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url: `${url}/e/h${'a'.repeat(43)}`, eventType: 'user.created' })
  })
  await life.getByRole('button', { name: 'Compare with the service' }).click()
  await expect(page.getByText('The service has 1 registration')).toBeVisible()
  await shoot(page, 'life-compared')
  await page.goto(`/connectors/${connectorId}`)
  const left = page.getByRole('region', { name: 'Registrations left at the service' })
  await expect(left).toContainText('No subscription in Hookwright has this Event URL.')
  await left.scrollIntoViewIfNeeded()
  await shoot(page, 'overview-left-at-service')
})

test('a registration is tested in its dialog, and the dialog is left with changes', async ({
  api,
  page,
  installation: { practice }
}) => {
  const { connectorId, eventFlowId } = await makeExpiring(api, practice)
  await api.mutate('testConnections.create', {
    connectorId,
    name: 'Acme test',
    values: { api_key: practice.apiKey }
  })
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  const { dialog, registration } = registrationDialog(page)
  await flowCanvas(page)
    .card('Webhook Event')
    .getByRole('button', { name: /^Configure/ })
    .click()
  const dry = dialog.getByRole('region', { name: /^Dry run/ })
  await expect(dry.getByRole('combobox', { name: 'Test connection' })).toContainText('Acme test')
  await shoot(page, 'registration-four-flows')
  await dry.scrollIntoViewIfNeeded()
  await shoot(page, 'dry-run')
  await dry.getByRole('button', { name: 'Run' }).click()
  await expect(dry).toContainText('Nothing is left at the service')
  await dry.getByText('Nothing is left at the service').scrollIntoViewIfNeeded()
  await shoot(page, 'dry-run-done')
  await registration.pail.click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await shoot(page, 'registration-discard')
})

test('the run of a list links to the runs of its records', async ({
  api,
  page,
  installation: { practice }
}) => {
  const heard = await activatePeopleFlow(api, practice, { name: 'Greet each newcomer', runMode: 'each' })
  await heard.send(people('Mira', 'Noa', 'Ola'))
  const runs = runsList(page)
  await runs.open(heard.flowId)
  await expect(runs.rows.first()).toContainText('succeeded')
  await shoot(page, 'runs-of-records')
  await runs.link(runs.rows.last()).click()
  await expect(runPage(page).heading).toBeVisible()
  await shoot(page, 'run-of-list')
})

test('a flow counts refused requests', async ({ api, page, installation: { practice } }) => {
  const users = await activateUsersFlow(api, practice, { name: 'Welcome' })
  await users.send(joined('ada@acme.example'))
  await fetch(users.eventUrl, { method: 'DELETE' })
  await fetch(users.eventUrl, { method: 'PUT' })
  const list = deliveriesList(page)
  await list.open(users.flowId)
  await expect(page.getByRole('list', { name: 'Refused requests' })).toBeVisible()
  await shoot(page, 'deliveries-turned-away')
})
