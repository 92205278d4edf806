import type { Person } from '../sign-in/sign-in.ts'
import { escapeHtml, page } from './page.ts'

/** What stands at `/` until there is a web app: where things are, and who one is. */
export const frontPage = (given: {
  publicUrl: string
  practiceUrl: string | null
  person: Person | null
  hasAdmin: boolean
}): string => {
  const { publicUrl, practiceUrl, person, hasAdmin } = given
  const who =
    person !== null
      ? `You are signed in as ${escapeHtml(person.name)} (${person.role}).`
      : hasAdmin
        ? 'You are not signed in.'
        : 'There is no admin yet: open the first-admin link that the server printed when it started.'
  const practice =
    practiceUrl === null
      ? 'The practice service is switched off.'
      : `The practice service is at <a href="${escapeHtml(practiceUrl)}">${escapeHtml(practiceUrl)}</a>.`
  return page(
    'Hookwright is running',
    `<p>${who}</p>
<p>The API is tRPC at <code>${escapeHtml(publicUrl)}/trpc</code>; signing in is at <code>/api/auth</code>.</p>
<p>${practice}</p>`
  )
}
