// House rules that one file's text decides: documented exports, names that say something, imports that Node can follow.
import { readFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import ts from 'typescript'

/** One broken rule; `file` is relative to the tree, `line` counts from 1. */
export type SourceFinding = { readonly file: string; readonly line: number; readonly what: string }

const documentedLayers = /^src\/(domain|log|crypto|sync|chain)\//
const emptyNames = /(^|-)(utils?|helpers?|managers?|services?|misc|common)(-|\.|$)/
const faces = /^src\/[^/]+\/([^/]+\/)?index\.ts$/

/** Checks `files` (absolute paths below `tree`) against the house rules. */
export const findBrokenSourceRules = (tree: string, files: readonly string[]): readonly SourceFinding[] =>
  files.flatMap((path) => {
    const file = relative(tree, path)
    const source = ts.createSourceFile(file, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true)
    const at = (node: ts.Node, what: string): SourceFinding => ({
      file,
      line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
      what,
    })
    return [
      ...(emptyNames.test(basename(file)) ? [at(source, 'a file name that says nothing')] : []),
      ...(basename(file) === 'index.ts' && !faces.test(file) ? [at(source, "index.ts below a layer's edge")] : []),
      ...specifiersOf(source)
        .filter(({ text }) => text.startsWith('.') && !/\.\w+(\?\w+)?$/.test(text))
        .map((node) => at(node, `import without extension: ${node.text}`)),
      ...source.statements
        .filter((statement) => ts.isExportAssignment(statement) || hasModifier(statement, ts.SyntaxKind.DefaultKeyword))
        .map((statement) => at(statement, 'default export')),
      ...(documentedLayers.test(file)
        ? undocumentedExports(source).map((node) => at(node, 'export without docstring'))
        : []),
    ]
  })

const undocumentedExports = (source: ts.SourceFile): readonly ts.Statement[] => {
  const documented = new Set<string>()
  return source.statements.filter((statement) => {
    if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return false
    const names = namesOf(statement)
    // A value and its type may share a name (`Minor` and `Minor`), overloads always do: one docstring is enough.
    if (ts.getJSDocCommentsAndTags(statement).length === 0) return !names.some((name) => documented.has(name))
    for (const name of names) documented.add(name)
    return false
  })
}

const namesOf = (statement: ts.Statement): readonly string[] => {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText())
  const { name } = statement as { readonly name?: ts.Node }
  return name === undefined ? [] : [name.getText()]
}

const hasModifier = (statement: ts.Statement, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === kind)

const specifiersOf = (source: ts.SourceFile): readonly ts.StringLiteralLike[] => {
  const found: ts.StringLiteralLike[] = []
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node)
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) found.push(specifier)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const specifierOf = (node: ts.Node): ts.Node | undefined => {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
    ? node.arguments[0]
    : undefined
}
