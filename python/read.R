# Reads a result folder of khorshoo into a list of data frames with labels, base R and jsonlite only.
#
#   source("read.R"); results <- khorshoo_read("results/ewenki"); head(results$outcomes); attr(results$outcomes$mean, "label")
khorshoo_read <- function(folder) {
  package <- jsonlite::read_json(file.path(folder, "datapackage.json"))
  kinds <- c(string = "character", integer = "integer", number = "numeric", boolean = "logical")
  tables <- lapply(package$resources, function(resource) {
    fields <- resource$schema$fields
    names <- vapply(fields, function(field) field$name, "")
    classes <- kinds[vapply(fields, function(field) field$type, "")]
    frame <- utils::read.csv(file.path(folder, resource$path), colClasses = unname(classes), na.strings = "",
                             check.names = FALSE, fileEncoding = "UTF-8-BOM", encoding = "UTF-8")
    stopifnot(identical(names(frame), names))
    for (field in fields) {
      column <- frame[[field$name]]
      # A text that a spreadsheet would take for a formula has a leading apostrophe.
      if (is.character(column)) column <- sub("^'(?=[=+@\t\r-])", "", column, perl = TRUE)
      attr(column, "label") <- field$description
      attr(column, "unit") <- field$unit
      frame[[field$name]] <- column
    }
    attr(frame, "title") <- resource$title
    frame
  })
  names(tables) <- vapply(package$resources, function(resource) resource$name, "")
  tables
}
