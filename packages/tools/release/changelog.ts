/** Change in a release. */
interface Change {
  size: 'major' | 'minor' | 'patch'
  text: string
}

const sizes = ['major', 'minor', 'patch'] as const
const titles = { major: 'Breaking changes', minor: 'New', patch: 'Fixed' }

/**
 * Parses a changeset: front matter with a package and a size (`major`, `minor` or `patch`), then the text of
 * the change.
 *
 * @param file content of the file
 */
export function changeIn(file: string): Change {
  const [, head = '', text = ''] = /^---\n(.*?)\n?---\n(.*)$/s.exec(file) ?? []
  const size = sizes.find(one => new RegExp(`: *["']?${one}\\b`).test(head))
  if (size === undefined || text.trim() === '') {
    throw new Error(`A changeset needs a package with major, minor or patch, and a text:\n${file}`)
  }
  return { size, text: text.trim() }
}

/** Adds a release to the changelog, above the older releases. */
export function withRelease(
  changelog: string,
  { version, date, changes }: { version: string; date: string; changes: Change[] }
) {
  const parts = sizes.flatMap(size => {
    const lines = changes
      .filter(change => change.size === size)
      .map(({ text }) => `- ${text.replaceAll('\n', '\n  ')}`)
    return lines.length === 0 ? [] : [`### ${titles[size]}\n\n${lines.join('\n')}\n`]
  })
  const entry = `## ${version} (${date})\n\n${parts.join('\n')}\n`
  const at = changelog.search(/^## /m)
  return at < 0 ? `${changelog}\n${entry}` : changelog.slice(0, at) + entry + changelog.slice(at)
}
