# Writes OUTPUT, a C++ source that holds the SQL of FILES in their order. The files are numbered
# from 0001 without gaps: the number is the schema version that a migration leads to.
set(count 0)
set(body "")
foreach(file ${FILES})
  math(EXPR count "${count} + 1")
  get_filename_component(name ${file} NAME)
  if(NOT name MATCHES "^0*${count}_")
    message(FATAL_ERROR "${name}: migrations are numbered without gaps; this would be ${count}")
  endif()
  file(READ ${file} sql)
  string(APPEND body "    R\"sql(${sql})sql\",\n")
endforeach()
file(WRITE ${OUTPUT}
  "// Made from the files in migrations/ by embed_migrations.cmake.\n"
  "#include \"adapters/sqlite/schema.h\"\n\n"
  "#include <array>\n\n"
  "#include \"textback/adapters/sqlite/storage.h\"\n\n"
  "namespace textback::sqlite {\n\n"
  "std::span<const char* const> Migrations() {\n"
  "  static constexpr std::array<const char*, ${count}> kMigrations = {\n${body}  };\n"
  "  static_assert(kMigrations.size() == kSqliteSchemaVersion);\n"
  "  return kMigrations;\n"
  "}\n\n"
  "}  // namespace textback::sqlite\n")
