import { deployGithubApi, deployLinear } from '../../fixtures/issue-connectors.ts'
import { test } from '../../fixtures/linear.ts'
import { expect } from '../../fixtures/test.ts'
import { newUserFlow, userFlowPage } from '../../pages/user-flow.ts'

const OPENED = 'Issue opened'
const CREATE = 'Create issue'
const COMMENT = 'Comment on issue'

test('an issue at GitHub becomes one at Linear, whose URL is commented at GitHub: one flow, each card with its own connection', {
  tag: '@full'
}, async ({ api, page, github, linear }) => {
  await page.setViewportSize({ width: 1920, height: 1080 })
  await deployGithubApi(api, github)
  await deployLinear(api, linear)
  const flowId = await newUserFlow(api, { name: 'Track issues' })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  const connect = async (card: string, name: string, token: string): Promise<void> => {
    await flow.card(card).getByRole('button', { name: 'New connection' }).click()
    await flow.newConnection.getByLabel('Connection name').fill(name)
    await flow.newConnection.getByLabel('Token').fill(token)
    await flow.newConnection.getByRole('button', { name: 'Create' }).click()
    await expect(flow.option(card, 'Connection')).toContainText(name)
  }
  const addAction = async (name: string): Promise<void> => {
    const search = page.getByRole('combobox', { name: 'Search cards' })
    // Once opened by its button, the list of cards stays open.
    if (!(await search.isVisible())) await flow.openCards()
    await search.fill(name)
    await page.keyboard.press('Enter')
    await expect(flow.title(name)).toBeFocused()
  }
  /** Maps a value of an earlier card at the end of a field. */
  const mapTo = async (card: string, field: string, value: string): Promise<void> => {
    await flow.field(card, field).click()
    await page.keyboard.press('End')
    await page.keyboard.press('Alt+m')
    await page.getByRole('combobox', { name: /^Value for/ }).fill(value)
    await page.getByRole('option', { name: value }).first().click()
    await expect(flow.field(card, field)).toBeFocused()
  }

  await flow.addEvent(OPENED)
  await connect(OPENED, 'The octocat', github.token)
  const repository = `${github.owner}/${github.repository}`
  await flow.field(OPENED, 'Repository').fill(repository)

  await addAction(CREATE)
  await connect(CREATE, 'Linus at Linear', linear.token)
  await flow.field(CREATE, 'Team').fill(linear.team)
  await mapTo(CREATE, 'Title', 'Title')

  await addAction(COMMENT)
  await connect(COMMENT, 'The commenting bot', github.token)
  await flow.field(COMMENT, 'Repository').fill(repository)
  await mapTo(COMMENT, 'Issue number', 'Number')
  await flow.field(COMMENT, 'Comment').fill('Tracked at ')
  await mapTo(COMMENT, 'Comment', 'Issue URL')
  await expect(flow.problems(0)).toBeVisible()

  const toggle = page.getByRole('switch', { name: 'Track issues' })
  await toggle.click()
  await expect(toggle).toBeChecked()
  const title = 'The “Größe” of Zoë’s 🐙 is "wrong"\\n'
  const number = await github.openIssue(title)
  await expect(flow.live.getByRole('listitem').first()).toContainText('succeeded')

  const created = (await linear.issues()).find(issue => issue.title === title)
  expect(created?.url).toMatch(/^http:\/\/localhost:\d+\/issue\/ENG-\d+$/)
  expect(await github.comments(number)).toEqual([`Tracked at ${created?.url}`])
  for (const [card, name] of [
    [OPENED, 'The octocat'],
    [CREATE, 'Linus at Linear'],
    [COMMENT, 'The commenting bot']
  ] as const)
    await expect(flow.option(card, 'Connection')).toContainText(name)

  await toggle.click()
  await expect(toggle).toHaveText('Off')
  await expect.poll(() => github.hooks()).toEqual([])
})
