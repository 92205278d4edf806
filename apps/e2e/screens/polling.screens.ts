import { shoot } from '../fixtures/shoot.ts'
import { expect } from '../fixtures/test.ts'
import { pollTickets, test } from '../fixtures/ticket-list.ts'
import { deployByApi } from '../pages/deploy-by-api.ts'
import { flowCanvas } from '../pages/flow-canvas.ts'
import { makeFlow } from '../pages/flow-docs.ts'
import { newUserFlow, userFlowPage } from '../pages/user-flow.ts'

test.setTimeout(240_000)

test('a polled event', async ({ api, page, list }) => {
  list.tickets.push({ id: 1, title: 'Printer is on fire' })
  const made = await makeFlow(api, { name: 'New ticket', doc: pollTickets(list.url) })
  await page.goto(made.path)
  await expect(flowCanvas(page).card('Polling Monitor')).toBeVisible()
  await shoot(page, 'polling-maker')
  await deployByApi(api, made.connectorId)
  const flowId = await newUserFlow(api, { name: 'Call the fire brigade' })
  await page.goto(`/flows/${flowId}`)
  await userFlowPage(page).addEvent('New ticket')
  await expect(userFlowPage(page).problems(0)).toBeVisible()
  await shoot(page, 'polling-user')
  const toggle = page.getByRole('switch', { name: 'Call the fire brigade' })
  await toggle.click()
  await expect(page.getByRole('dialog', { name: /^Switch of/ })).toContainText('Next poll')
  await shoot(page, 'polling-on')
})
