// The tags of every error that a screen can meet, read from the types themselves: a list by hand would forget one.

import ts from 'typescript'

const file = new URL('../../src/ui/messages/any-error.ts', import.meta.url).pathname

/** All tags of `ErrorTag`, sorted. */
export function errorTags(): readonly string[] {
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  })
  const source = program.getSourceFile(file)
  if (!source) throw new Error(`not found: ${file}`)
  const checker = program.getTypeChecker()
  const exported = checker
    .getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol)
    .find(({ name }) => name === 'ErrorTag')
  if (!exported) throw new Error('ErrorTag is not exported')
  const type = checker.getDeclaredTypeOfSymbol(exported)
  const members = type.isUnion() ? type.types : [type]
  return members.map((member) => (member as ts.StringLiteralType).value).sort((a, b) => (a < b ? -1 : 1))
}
