import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeAcme } from '../fixtures/acme.ts'
import { loadSample } from '../fixtures/api.ts'
import { sendUser } from '../fixtures/greeting.ts'
import { guidePictures } from '../fixtures/guide-picture.ts'
import { setFaults } from '../fixtures/practice-faults.ts'
import { expect, test } from '../fixtures/test.ts'
import { countedMouse } from '../pages/counted-mouse.ts'
import { deliveriesList, runsList } from '../pages/history.ts'
import { receivingDialog } from '../pages/receiving-dialog.ts'
import { drawSampleEvent } from '../pages/sample-event.ts'
import { whyPage } from '../pages/why.ts'

const guide = join(import.meta.dirname, '../../../packages/handbook/guide')

/** Returns the pictures to which the guide's pages link. */
const namedPictures = (): string[] => {
  const pages = readdirSync(guide).filter(name => name.endsWith('.md'))
  const names = pages.flatMap(page =>
    [...readFileSync(join(guide, page), 'utf8').matchAll(/\]\(pictures\/([^)]+)\)/g)].map(
      ([, name = '']) => name
    )
  )
  return [...new Set(names)].sort()
}

test('the pictures of the guide are taken from the product; playwright -u writes them', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  test.setTimeout(300_000)
  const { take, taken } = guidePictures(page)
  const main = page.getByRole('main')
  const fit = () => page.getByRole('button', { name: 'Fit flow to view' }).click()

  const { connectorId, eventFlowId, flowId } = await loadSample(api)
  await page.goto(`/flows/${flowId}`)
  await fit()
  await take('sample-flow', main)
  const toggle = page.getByRole('switch', { name: 'Welcome new joiners' })
  await toggle.click()
  await expect(toggle).toBeChecked()
  const panel = page.getByRole('dialog', { name: 'Switch of Welcome new joiners' })
  await expect(panel).toContainText('The flow is on')
  await take('switch-on', panel)

  await sendUser(practice, 'robin@acme.example')
  const runs = runsList(page)
  await runs.open()
  await runs.link(runs.row('succeeded')).click()
  await expect(page.getByRole('treegrid', { name: 'Waterfall' })).toBeVisible()
  await take('run', main)
  const deliveries = deliveriesList(page)
  await deliveries.open()
  await deliveries.link(deliveries.rows.first()).click()
  await expect(page.getByRole('tab').first()).toBeVisible()
  await take('delivery', main)

  const [subscription] = await api.query<{ id: string }[]>('subscriptions.list', { flowId })
  const eventUrl = await api.query<string>('subscriptions.eventUrl', { subscriptionId: subscription?.id })
  const forged = await fetch(eventUrl, { method: 'POST', body: '{}' })
  expect(forged.status).toBe(401)
  const why = whyPage(page)
  await why.open(flowId)
  await expect(why.cause).toBeVisible()
  await take('why', main)

  await setFaults(practice, { remove: '500' })
  await api.mutate('subscriptions.switchOff', { flowId })
  await setFaults(practice, {})
  await api.mutate('subscriptions.switchOn', { flowId })
  await page.goto('/registrations')
  await expect(page.getByRole('region', { name: 'Registered' })).toBeVisible()
  await take('registrations', main)

  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  const rules = receivingDialog(page)
  await rules.open()
  await rules.tab('Verification').click()
  await take('receiving', rules.dialog)
  await page.keyboard.press('Escape')

  const connectors = await api.query<{ id: string; name: string }[]>('connectors.list')
  const chat = connectors.find(({ name }) => name === 'Acme Chat')
  await page.goto(`/connectors/${chat?.id}/settings`)
  await page.getByRole('textbox', { name: 'Redirect URL' }).scrollIntoViewIfNeeded()
  await take('oauth', main)

  const drawn = await makeAcme(api, practice, 'Birch HR')
  await page.goto(`/connectors/${drawn}/flows`)
  const pictureOf = async (name: string): Promise<void> => {
    if (name === 'options' || name === 'registration') await take(name, page.getByRole('dialog'))
    if (name === 'deployed') await take('deployment', main)
  }
  await drawSampleEvent(page, countedMouse(page), pictureOf, 'Birch HR')

  expect(namedPictures().filter(name => !taken.includes(name))).toEqual([])
})
