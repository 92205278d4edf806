import type { Page } from '@playwright/test'
import { activateUsersFlow, joined } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { userFlowPage } from '../../pages/user-flow.ts'

const name = 'Greet new people'

/** Starts to record each live state that cards on the canvas show. `statesOf` returns the record. */
const noteStates = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: string[] = []
    Object.assign(globalThis, { seenStates: seen })
    new MutationObserver(changes => {
      for (const { target } of changes) {
        if (!(target instanceof HTMLElement)) continue
        const { card = '', live } = target.dataset
        const title = target.querySelector(`[data-card-title="${card}"]`)?.textContent ?? ''
        const took = / ms$/.test(target.querySelector('[data-live-mark]')?.textContent ?? '')
        if (live !== undefined) seen.push(`${title}: ${live}${live === 'done' && took ? ' in ms' : ''}`)
      }
    }).observe(document.body, { subtree: true, attributeFilter: ['data-live'] })
  })

const statesOf = (page: Page): Promise<string[]> => page.evaluate('globalThis.seenStates')

test('a run is seen on the canvas as it happens: card by card, with the time that each one took', {
  tag: '@full'
}, async ({ api, page, installation: { practice } }) => {
  const heard = await activateUsersFlow(api, practice, { name })
  await page.goto(`/flows/${heard.flowId}`)
  const flow = userFlowPage(page)
  const say = flow.card('Say')
  await expect(say).toBeVisible()
  const follow = flow.live.getByRole('switch', { name: 'Follow live' })
  await expect(follow).toBeChecked()
  await noteStates(page)

  await heard.send(joined('ada@acme.test'))
  await expect(page.getByText('Run succeeded.')).toBeAttached()
  const inOrder = [
    'Connector event: arrives',
    'Connector event: done in ms',
    'Say: done in ms',
    'Ask the service: done in ms'
  ]
  const states = await statesOf(page)
  expect(states.filter(state => inOrder.includes(state))).toEqual(inOrder)
  // The canvas comes to rest.
  await expect(say).not.toHaveAttribute('data-live', /./)

  // Own panning leaves the view alone; runs are still shown.
  await page.mouse.move(700, 500)
  await page.mouse.wheel(0, 40)
  await expect(follow).not.toBeChecked()
  await heard.send(joined('bo@acme.test'))
  await expect(say).toHaveAttribute('data-live', 'done')
})

test('with reduced motion the states of a run are shown without motion', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const heard = await activateUsersFlow(api, practice, { name })
  await page.goto(`/flows/${heard.flowId}`)
  const flow = userFlowPage(page)
  const say = flow.card('Say')
  await expect(say).toBeVisible()
  await heard.send(joined('ada@acme.test'))
  await expect(say).toHaveAttribute('data-live', 'done')
  await expect(page.locator('.live-comet')).toBeAttached()
  await expect(page.locator('.live-comet')).toBeHidden()
  const moving = await page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length
  )
  expect(moving).toBe(0)
  await expectAccessible(page)
})

test('a flow with “Follow live” off shows no runs', { tag: '@long' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  const heard = await activateUsersFlow(api, practice, { name })
  await page.goto(`/flows/${heard.flowId}`)
  const flow = userFlowPage(page)
  await expect(flow.card('Say')).toBeVisible()
  await flow.live.getByRole('switch', { name: 'Follow live' }).click()
  await noteStates(page)
  await heard.send(joined('ada@acme.test'))
  await expect(flow.live.getByRole('listitem').first()).toContainText('succeeded')
  await expect(flow.card('Say')).not.toHaveAttribute('data-live', /./)
  expect(await statesOf(page)).toEqual([])
  // The choice is kept in this browser.
  await page.reload()
  await expect(flow.live.getByRole('switch', { name: 'Follow live' })).not.toBeChecked()
})

test('a past run is played with a scrubber: by space, and from step to step by arrows', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const heard = await activateUsersFlow(api, practice, { name })
  await heard.send(joined('ada@acme.test'))
  const ended = async () =>
    (
      await api.query<{ rows: { id: string; finishedAt: number | null }[] }>('runs.list', {
        flowId: heard.flowId
      })
    ).rows[0]
  await expect.poll(async () => (await ended())?.finishedAt ?? null).not.toBeNull()
  await page.goto(`/runs/${(await ended())?.id}`)
  const { card } = userFlowPage(page)
  const time = page.getByRole('slider', { name: 'Playback position' })
  await expect(time).toBeVisible()
  await expectAccessible(page)
  await noteStates(page)
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Pause run' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Play run' })).toBeVisible({ timeout: 20_000 })
  await expect(card('Ask the service')).toHaveAttribute('data-live', 'done')
  const inOrder = ['Connector event: done in ms', 'Say: done in ms', 'Ask the service: done in ms']
  expect((await statesOf(page)).filter(state => inOrder.includes(state))).toEqual(inOrder)

  await time.focus()
  await time.press('ArrowLeft')
  await expect(card('Ask the service')).not.toHaveAttribute('data-live', 'done')
  await time.press('ArrowRight')
  await expect(card('Ask the service')).toHaveAttribute('data-live', 'done')
})
