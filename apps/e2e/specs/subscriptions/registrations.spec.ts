import type { Flow } from '@hookwright/model'
import { loadSample, type TestApi } from '../../fixtures/api.ts'
import { subscriptionsAt } from '../../fixtures/directory.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { turnOnExpiring } from '../../fixtures/expiring.ts'
import { deployDraft, turnOn } from '../../fixtures/greeting.ts'
import { setFaults, subscribedUrls } from '../../fixtures/practice-faults.ts'
import type { FlowWithDraft } from '../../fixtures/redraw.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowsPage } from '../../pages/flows-page.ts'

const name = 'Welcome new joiners'

test('leftovers of turning off are counted, listed with their attempts, and removed by a click', {
  tag: '@full'
}, async ({ api, page, installation: { practice } }) => {
  const { flowId } = await loadSample(api)
  await turnOn(api, flowId)
  await setFaults(practice, { remove: '500' })
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  await expect(flows.toggle(name)).toHaveText('Off')
  await page.getByRole('link', { name: '1 to clean up' }).click()
  const left = page.getByRole('region', { name: 'Possibly left at a service' })
  // The row of the registration; those inside it are the calls made to the service.
  const row = left.getByRole('listitem').first()
  await expect(row).toContainText('to clean up')
  await expect(row).toContainText('The next retry is at')
  await expect(row.getByRole('article', { name: 'Deregistration, failed' })).toContainText('→ 500')
  await expectAccessible(page)
  await left.getByRole('link', { name }).click()
  const failed = page.getByRole('article', { name: 'Deregistration, failed' })
  await expect(failed).toContainText('→ 500')
  await expect(page.getByRole('article', { name: 'Registration, succeeded' })).toContainText('→ 201')
  await expectAccessible(page)
  await setFaults(practice, {})
  await page.getByRole('button', { name: 'Retry now' }).press('Enter')
  await expect(page.getByRole('article', { name: 'Cleanup, succeeded' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Retry now' })).toBeHidden()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeFocused()
  await expect(page.getByRole('link', { name: '1 to clean up' })).toBeHidden()
  expect(await subscribedUrls(practice)).toEqual([])
})

test('an entry is closed by hand with a reason, which stays to be read', { tag: '@full' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  const { flowId } = await loadSample(api)
  await turnOn(api, flowId)
  await setFaults(practice, { remove: '403' })
  await api.mutate('subscriptions.switchOff', { flowId })
  await page.goto('/registrations')
  await page.getByRole('link', { name }).click()
  await page.getByRole('textbox', { name: 'Reason for closing' }).fill('I removed it in their console')
  await page.getByRole('button', { name: 'Close entry' }).press('Enter')
  await expect(page.getByText('I removed it in their console')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Close entry' })).toBeHidden()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeFocused()
})

// review: trial 4
test('the page of a registration that is on compares it, and registers it again where the service has lost it', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const { flowId } = await turnOnExpiring(api, practice, null)
  await expect.poll(async () => (await subscriptionsAt(practice)).length).toBe(1)
  const [lost] = await subscriptionsAt(practice)
  await page.goto('/registrations')
  await page.getByRole('link', { name: 'Welcome' }).click()
  const compare = page.getByRole('button', { name: 'Compare with the service' })
  const messages = page.getByRole('region', { name: 'Messages' })
  await compare.click()
  await expect(messages).toContainText('match this installation')
  await fetch(`${practice.url}/api/subscriptions/${lost?.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${practice.apiKey}` }
  })
  await compare.click()
  await expect(messages).toContainText('The service does not list this flow’s subscription')
  await expectAccessible(page)
  await messages.getByRole('button', { name: 'Register again' }).click()
  await expect.poll(async () => (await subscriptionsAt(practice)).length).toBe(1)
  await page.goto(`/flows/${flowId}`)
  await expect(page.getByRole('list', { name: 'Gaps' })).toContainText('Events may have been missed from')
})

test('a registration whose answer was lost is counted with the cleanup entries, and compared with the list of the service', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const { flowId } = await turnOnExpiring(api, practice)
  const newest = async () =>
    (await api.query<{ status: { is: string } }[]>('subscriptions.list', { flowId }))[0]?.status
  await expect.poll(newest).toEqual({ is: 'on' })
  await setFaults(practice, { remove: '500' })
  await api.mutate('subscriptions.switchOff', { flowId })
  await expect.poll(newest).toMatchObject({ is: 'ended' })
  await setFaults(practice, { create: 'drop-after-create', remove: '500' })
  await api.mutate('subscriptions.switchOn', { flowId })
  await expect.poll(newest).toEqual({ is: 'ended', how: 'uncertain' })
  await page.goto('/flows')
  await page.getByRole('button', { name: /^Uncertain/ }).click()
  await page.getByRole('link', { name: 'Open registration' }).click()
  await expect(page.getByRole('button', { name: 'Compare with the service' })).toBeVisible()
  await page.goto('/registrations')
  const count = page.getByRole('link', {
    name: '2 to clean up: 1 cleanup entry is open, and 1 registration may exist at its service because the response was lost.'
  })
  await expect(count).toBeVisible()
  await expectAccessible(page)

  // On a phone the button that opens the places without a tab says it.
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(count).toBeHidden()
  const menu = page.getByRole('button', { name: /^More:/ })
  await expect(menu).toHaveAccessibleName('More: 1 open cleanup entry, 1 uncertain registration')
  await expectAccessible(page)
  await menu.click()
  await page.getByRole('menuitem', { name: '2 to clean up' }).click()
  await expect(menu).toHaveAttribute('aria-expanded', 'false')
  await page.setViewportSize({ width: 1440, height: 900 })
  const left = page.getByRole('region', { name: 'Possibly left at a service' })
  const uncertain = left.getByRole('listitem').filter({ hasText: 'uncertain' }).first()
  await uncertain.getByRole('link', { name: 'Welcome' }).click()
  await page.getByRole('button', { name: 'Compare with the service' }).click()
  await expect(page.getByText('that no flow here uses')).toBeVisible()
  // The newest stands first; the service was asked once before, when the response was lost.
  await expect(
    page.getByRole('article', { name: 'Comparison with the service, succeeded' }).first()
  ).toBeVisible()
  await expectAccessible(page)
})

const tailOf = async (api: TestApi, flowId: string): Promise<string> => {
  const all = await api.query<{ tokenTail: string; wanted: boolean }[]>('subscriptions.list', { flowId })
  return all.find(({ wanted }) => wanted)?.tokenTail ?? ''
}

/** Shortens the timeout of the sample's registration flow. */
const changeRegistration = async (api: TestApi, connectorId: string): Promise<void> => {
  const flows = await api.query<{ id: string; doc: Flow }[]>('makerFlows.list', { connectorId })
  const found = flows.find(({ doc }) => doc.cards.create !== undefined)
  const create = found?.doc.cards.create
  if (found === undefined || create === undefined) throw new Error('The sample has no registration flow.')
  const { flow } = await api.query<{ flow: FlowWithDraft }>('makerFlows.get', { flowId: found.id })
  const { draftNo, name: flowName, description, active, saveAll } = flow
  const changed = { ...create, config: { ...create.config, timeoutSeconds: 20 } }
  await api.mutate('makerFlows.save', {
    flowId: found.id,
    baseDraft: draftNo,
    ...{ name: flowName, description, active, saveAll },
    doc: { ...flow.doc, cards: { ...flow.doc.cards, create: changed } }
  })
}

test.describe('where a replaced Event URL answers five seconds more', () => {
  test.use({ serverEnv: { HOOKWRIGHT_REGISTRATION_SECONDS: '5' } })

  test('an Event URL is rotated, and the service has only the new one', { tag: '@long' }, async ({
    api,
    page,
    installation: { practice }
  }) => {
    const { flowId } = await loadSample(api)
    await turnOn(api, flowId)
    const before = await tailOf(api, flowId)
    await page.goto('/registrations')
    await page.getByRole('region', { name: 'Registered' }).getByRole('link', { name }).click()
    await page.getByRole('button', { name: 'Rotate Event URL' }).click()
    const question = page.getByRole('alertdialog', { name: 'Rotate Event URL?' })
    await expectAccessible(page)
    await question.getByRole('button', { name: 'Rotate' }).click()
    await expect.poll(() => tailOf(api, flowId)).not.toBe(before)
    const after = await tailOf(api, flowId)
    await expect.poll(() => subscribedUrls(practice)).toHaveLength(1)
    expect((await subscribedUrls(practice))[0]?.slice(-4)).toBe(after)

    // The list offers the same in its menu, and shows the calls that it made.
    await page.goto('/registrations')
    await page.getByRole('button', { name: `More for ${name}` }).click()
    await page.getByRole('menuitem', { name: 'Register again' }).click()
    await expect.poll(() => tailOf(api, flowId)).not.toBe(after)
    await expect(page.getByRole('article', { name: 'Registration, succeeded' }).first()).toContainText(
      '→ 201'
    )
    await expectAccessible(page)
  })

  test('a newer version is offered with a plan, and the flow then runs it, registered again where that is needed', {
    tag: '@long'
  }, async ({ api, page, installation: { practice } }) => {
    const { flowId, connectorId } = await loadSample(api)
    await turnOn(api, flowId)
    const before = await subscribedUrls(practice)
    const versionId = await deployDraft(api, connectorId)
    await page.goto('/registrations')
    await page.getByRole('button', { name: 'Show plan' }).click()
    const dialog = page.getByRole('dialog', { name: /^Upgrade to the deployed version/ })
    await expect(dialog).toContainText('1 in place, 0 registered again, 0 cannot upgrade')
    await expect(dialog.getByRole('list', { name: 'Planned changes' })).toContainText(name)
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Upgrade 1 flow' }).click()
    await expect(dialog).toContainText('1 of 1 flow done.')
    await expect(dialog).toContainText('All flows use the deployed version.')
    const [on] = await api.query<{ terms: { versionId: string } }[]>('subscriptions.list', { flowId })
    expect(on?.terms.versionId).toBe(versionId)
    expect(await subscribedUrls(practice)).toEqual(before)

    await changeRegistration(api, connectorId)
    await deployDraft(api, connectorId)
    await page.goto('/registrations')
    await page.getByRole('button', { name: 'Show plan' }).click()
    await expect(dialog).toContainText('0 in place, 1 registered again, 0 cannot upgrade')
    await expect(dialog).toContainText('The registration flow has changed.')
    await dialog.getByRole('button', { name: 'Upgrade 1 flow' }).click()
    await expect(dialog).toContainText('All flows use the deployed version.')
    await expect.poll(() => subscribedUrls(practice)).toHaveLength(1)
    expect(await subscribedUrls(practice)).not.toEqual(before)
  })
})
