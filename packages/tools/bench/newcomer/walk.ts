import type { BrowserContext, Locator } from '@playwright/test'

/** Step of a new user's walk. */
export interface Step {
  name: string
  /** Time until the result of the step was shown, in milliseconds. */
  ms: number
  clicks: number
}

/** Timeout of each step on a page, in milliseconds. */
const withinMs = 30_000

/**
 * Walks from the printed link to a run of a practice event with the mouse, like a new user who follows the
 * page. Focusing a field counts as a click; typing does not.
 *
 * @param context fresh browser context
 */
export async function walkAsNewcomer(context: BrowserContext, firstAdminLink: string): Promise<Step[]> {
  context.setDefaultTimeout(withinMs)
  const page = await context.newPage()
  const steps: Step[] = []
  let clicks = 0
  let last = performance.now()
  const click = async (target: Locator) => {
    clicks += 1
    await target.click()
  }
  const note = (name: string) => {
    const now = performance.now()
    steps.push({ name, ms: now - last, clicks })
    last = now
    clicks = 0
  }
  const firstSteps = page.getByRole('region', { name: 'First steps' })
  const done = (count: number) =>
    firstSteps
      .getByRole('status')
      .filter({ hasText: `${count} of 6 done` })
      .waitFor()

  await page.goto(firstAdminLink)
  // The first field has the focus.
  await page.getByLabel('Name').waitFor()
  await page.keyboard.type('Ada Example')
  await click(page.getByLabel('Password'))
  await page.keyboard.type('violet anchor seventh drum')
  await click(page.getByRole('button', { name: 'Create admin account' }))
  await done(0)
  note('create the admin account')

  await click(firstSteps.getByRole('button', { name: 'Load the sample' }))
  await done(1)
  note('load the sample')

  await click(firstSteps.getByRole('link', { name: 'Open the flow' }))
  const toggle = page.getByRole('switch', { name: /Welcome new joiners/ })
  await toggle.waitFor()
  note('open the flow')

  await click(toggle)
  await page.getByRole('switch', { name: /Welcome new joiners/, checked: true }).waitFor()
  note('turn it on')

  // The first steps are in the navigation now, with the button that does the next one.
  const opened = context.waitForEvent('page')
  await click(firstSteps.getByRole('link', { name: /^Open Acme HR/ }))
  const practice = await opened
  await click(practice.getByRole('button', { name: 'Send event' }))
  await practice.getByText('Sent and accepted.').waitFor()
  note('send an event')

  await page.bringToFront()
  await click(firstSteps.getByRole('link', { name: 'Show run: See the run' }))
  await page.getByText('succeeded').first().waitFor()
  note('see its run')
  return steps
}
