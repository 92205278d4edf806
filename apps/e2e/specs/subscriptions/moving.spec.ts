import type { Page } from '@playwright/test'
import { browserCookies, openApi, type TestApi } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, makeListener, saidBy, sendUser, turnOn } from '../../fixtures/greeting.ts'
import { setFaults, subscribedUrls } from '../../fixtures/practice-faults.ts'
import { small } from '../../fixtures/shoot.ts'
import type { Installation } from '../../fixtures/start-installation.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowsPage } from '../../pages/flows-page.ts'

const names = ['Welcome', 'Wave', 'Greet']

/**
 * Restarts an installation at another address and copies the page's session. Returns the address and an API
 * client for it.
 */
const moveElsewhere = async (params: {
  installation: Installation
  api: TestApi
  page: Page
}): Promise<{ elsewhere: string; apiThere: TestApi }> => {
  const { installation, api, page } = params
  const elsewhere = installation.url.replace('127.0.0.1', 'localhost')
  await installation.stop()
  await installation.restart({ HOOKWRIGHT_PUBLIC_URL: elsewhere })
  await page.context().addCookies(browserCookies(elsewhere, api.cookie))
  return { elsewhere, apiThere: openApi(elsewhere, api.cookie) }
}

test('a server at a new address registers active flows there one after the other, and loses no event', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { practice } = installation
  const { connectorId, eventFlowId } = await makeGreeting(api, practice)
  const versionId = await deployDraft(api, connectorId)
  const flowIds: string[] = []
  for (const name of names) {
    const flowId = await makeListener(api, practice, { connectorId, eventFlowId, versionId, name })
    await turnOn(api, flowId)
    flowIds.push(flowId)
  }
  const { elsewhere, apiThere } = await moveElsewhere({ installation, api, page })
  await setFaults(practice, { create: 'slow', slowMs: 1_500 })

  const flows = flowsPage(page)
  await page.goto(`${elsewhere}/flows`)
  const moved = page.getByRole('region', { name: 'Changed public URL' })
  await expect(moved).toContainText(`The public URL of this server is now ${elsewhere}.`)
  await expect(moved).toContainText('3 flows are still registered at another address')
  await expectAccessible(page)
  await page.setViewportSize(small)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 900 })

  // What comes before anything has been done comes to the old address still.
  await sendUser(practice, 'ada@acme.example')
  await moved.getByRole('button', { name: 'Register 3 flows again' }).click()
  await expect(moved).toContainText('of 3 flows done; the next one is in progress.')
  await expect(flows.chip('Wave').or(flows.chip('Welcome')).first()).toContainText('Registering again')
  const during = await subscribedUrls(practice)
  expect(during.length).toBeGreaterThanOrEqual(names.length)
  await expectAccessible(page)
  await expect(moved).toContainText('3 of 3 flows done.')
  await expect(moved).not.toContainText('still registered')

  await setFaults(practice, {})
  await expect.poll(() => subscribedUrls(practice)).toHaveLength(names.length)
  for (const at of await subscribedUrls(practice)) expect(at.startsWith(`${elsewhere}/e/`)).toBe(true)
  await sendUser(practice, 'ben@acme.example')
  for (const flowId of flowIds) {
    await expect
      .poll(() => saidBy(apiThere, flowId))
      .toEqual(['Hello, ada@acme.example', 'Hello, ben@acme.example'])
  }
  for (const name of names) await expect(flows.toggle(name)).toHaveText('On')
})

test('a flow refused at the new address stays on as it was, and can be moved later', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { practice } = installation
  const { connectorId, eventFlowId } = await makeGreeting(api, practice)
  const versionId = await deployDraft(api, connectorId)
  const flowId = await makeListener(api, practice, { connectorId, eventFlowId, versionId, name: 'Welcome' })
  await turnOn(api, flowId)
  const [before] = await subscribedUrls(practice)
  const { elsewhere } = await moveElsewhere({ installation, api, page })
  await setFaults(practice, { create: '403' })
  await page.goto(`${elsewhere}/registrations`)
  const moved = page.getByRole('region', { name: 'Changed public URL' })
  await moved.getByRole('button', { name: 'Register 1 flow again' }).click()
  await expect(moved).toContainText('“Welcome” was not changed:')
  await expectAccessible(page)
  expect(await subscribedUrls(practice)).toEqual([before])
  await setFaults(practice, {})
  await moved.getByRole('button', { name: 'Register 1 flow again' }).click()
  await expect(moved).toContainText('1 of 1 flow done.')
  await expect.poll(() => subscribedUrls(practice)).toHaveLength(1)
  expect(await subscribedUrls(practice)).not.toEqual([before])
})
